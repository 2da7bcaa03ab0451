// What the panel shows of every element: name, id, whether a process runs; and its documentation.
import { getBusinessObject, is, isAny } from 'bpmn-js/lib/util/ModelUtil';
import { longText, text, tick } from '../../fields/entries.jsx';
import { fieldOf } from '../../fields/places.js';

const UNNAMED = ['bpmn:Collaboration', 'bpmn:DataAssociation', 'bpmn:Association', 'bpmn:Group'];
const ID = /^[A-Za-z_][\w.-]*$/;

const place = (name) => ({
  get: (element) => getBusinessObject(element).get(name) ?? '',
  set: (element, value, { modeling }) => modeling.updateProperties(element, { [name]: value || undefined }),
});
/** An id is never empty and never taken twice. */
const idOf = (object) => ({
  get: () => object.id ?? '',
  set: (element, value, { modeling }) => {
    if (!value) return;
    if (object === getBusinessObject(element)) modeling.updateProperties(element, { id: value });
    else modeling.updateModdleProperties(element, object, { id: value });
  },
});
const valid = (object) => (id) => {
  if (!id) return 'An id is needed.';
  if (!ID.test(id)) return 'Letters, digits, _ . and -, not beginning with a digit.';
  const taken = object.$model.ids.assigned(id);
  return taken && taken !== object ? 'Another element has this id.' : null;
};
const runs = (process) => ({ get: () => (process.isExecutable ? 'true' : ''), set: (element, value, { write }) => write.update(element, process, { isExecutable: Boolean(value) }) });

function processOf(process) {
  return [text('process-name', fieldOf(process, 'name'), 'Process name'), text('process-id', idOf(process), 'Process id', 'The key that the process is started and called by.', { validate: valid(process) }),
    tick('isExecutable', runs(process), 'It runs here', 'Off for a pool that only shows what others do.')];
}

export function general(element) {
  const object = getBusinessObject(element);
  if (!object?.$type) return [];
  const name = is(object, 'bpmn:TextAnnotation') ? [longText('text', place('text'), 'Text')] : isAny(object, UNNAMED) ? [] : [text('name', place('name'), 'Name')];
  const process = is(object, 'bpmn:Participant') && object.processRef ? processOf(object.processRef) : [];
  const executable = is(object, 'bpmn:Process') ? [tick('isExecutable', runs(object), 'It runs here', 'Off for what is only drawn.')] : [];
  return [{ id: 'general', label: 'General', shouldOpen: true, entries: [...name, text('id', idOf(object), 'Id', undefined, { validate: valid(object) }), ...executable, ...process] }];
}

/** BPMN keeps a list of texts; people have one. */
const TEXT = {
  get: (element) => getBusinessObject(element).documentation?.[0]?.text ?? '',
  set: (element, value, { write }) => {
    const object = getBusinessObject(element);
    const [first, ...others] = object.documentation ?? [];
    if (first && value) { write.update(element, first, { text: value }); return; }
    write.update(element, object, { documentation: value ? [write.create('bpmn:Documentation', { text: value }, object), ...others] : others });
  },
};

export const documentation = (element) => (getBusinessObject(element)?.$type ? [{ id: 'documentation', label: 'Documentation', entries: [longText('documentation', TEXT, 'What it is for', 'Stands in the documentation of the process, and where people ask for help.')] }] : []);
