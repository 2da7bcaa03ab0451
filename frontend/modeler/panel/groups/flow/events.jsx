// What the panel shows of events and message tasks: which message, signal, error or escalation by name, what it carries, whether it interrupts.
import { getBusinessObject, is, isAny } from 'bpmn-js/lib/util/ModelUtil';
import { useService } from 'bpmn-js-properties-panel';
import { condition, text, tick, value } from '../../fields/entries.jsx';
import { useModel } from '../../fields/model.js';
import { Field, shownAsEdited } from '../../fields/parts.jsx';
import { bodyIn, expressionOf, fieldOf, flagOf } from '../../fields/places.js';
import { isVariable } from '../../words/names.js';
import { correlation } from './correlation.jsx';
import { definitionOf } from './timer.jsx';

const KINDS = {
  Message: { word: 'message', property: 'messageRef' },
  Signal: { word: 'signal', property: 'signalRef' },
  Error: { word: 'error', property: 'errorRef', code: 'errorCode', help: 'A connector or an error end event throws it by this code.' },
  Escalation: { word: 'escalation', property: 'escalationRef', code: 'escalationCode', help: 'Catching and throwing events meet by this code.' },
};
const variable = (name) => (!name || isVariable(name) ? null : 'A name of letters, digits and _, not beginning with a digit.');
const throws = (element) => isAny(element, ['bpmn:SendTask', 'bpmn:EndEvent', 'bpmn:IntermediateThrowEvent']);

/** The object that refers to the message: the event definition, or the task itself. */
export function referring(element, kind) {
  if (kind === 'Message' && isAny(element, ['bpmn:SendTask', 'bpmn:ReceiveTask'])) return getBusinessObject(element);
  return definitionOf(element, kind);
}

function Reference({ id, element, kind }) {
  const { write } = useModel();
  const modeler = useService('bpmnjs');
  const { word, property, code } = KINDS[kind];
  const holder = referring(element, kind);
  const known = modeler.getDefinitions().rootElements.filter(({ $type }) => $type === `bpmn:${kind}`);
  const now = holder.get(property);
  const choose = ({ target: { value: next } }) => {
    if (next !== '+') { write.update(element, holder, { [property]: known.find((one) => one.id === next) }); return; }
    const name = free(known, word);
    const [made, step] = write.root(`bpmn:${kind}`, { name, ...(code ? { [code]: name } : {}) });
    write.run(element, [step, [holder, { [property]: made }]]);
  };
  return <Field id={id} label={`Which ${word}`} edited={Boolean(now)} help={!now && !throws(element) && kind === 'Error' ? 'Any error is caught while none is chosen.' : ''}>
    <select id={`bio-properties-panel-${id}`} class="bio-properties-panel-input" value={now?.id ?? ''} onChange={choose}>
      <option value="">{kind === 'Error' && !throws(element) ? 'any error' : 'choose…'}</option>
      {known.map((one) => <option key={one.id} value={one.id}>{one.name || one.id}</option>)}
      <option value="+">new {word}…</option></select></Field>;
}

function free(known, word) {
  const names = new Set(known.map(({ name }) => name));
  let number = known.length + 1;
  while (names.has(`${word}-${number}`)) number += 1;
  return `${word}-${number}`;
}


function chosen(element, kind) {
  const { word, property, code, help } = KINDS[kind];
  const target = referring(element, kind).get(property);
  const name = target ? [text(`baton-${word}-name`, fieldOf(target, 'name'), 'Its name', `Everywhere this ${word} is used.`)] : [];
  return [{ id: `baton-${word}`, component: Reference, kind, isEdited: shownAsEdited }, ...name, ...(target && code ? [text(`baton-${word}-code`, fieldOf(target, code), 'Its code', help)] : [])];
}

/** Where a message's content stands: in older files on the message itself, which the engine reads first. */
function contentPlace(element, type) {
  const holder = referring(element, 'Message');
  const message = holder.get('messageRef');
  return bodyIn(message?.extensionElements?.values?.some(({ $type }) => $type === type) ? message : holder, type);
}

function message(element) {
  const content = throws(element)
    ? [value('baton-payload', contentPlace(element, 'spiffworkflow:MessagePayload'), 'What it carries', 'Named values, such as {"invoice": invoice_no}.', { type: 'any', placeholder: '{"invoice": invoice_no}' })]
    : [text('baton-variable', contentPlace(element, 'spiffworkflow:MessageVariable'), 'Keep its content in', 'The name of a variable; without one its values become variables themselves.', { validate: variable })];
  const known = referring(element, 'Message').get('messageRef');
  return { id: 'baton-message-group', label: 'Message', shouldOpen: true, entries: [...chosen(element, 'Message'), ...(known ? [...content, ...correlation(element, referring(element, 'Message'), throws(element))] : [])] };
}

function link(element) {
  return { id: 'baton-link', label: 'Link', shouldOpen: true, entries: [text('baton-link-name', fieldOf(definitionOf(element, 'Link'), 'name'), 'Its name', 'A throwing link leads to the catching link of the same name.')] };
}

const conditional = (element) => ({ id: 'baton-conditional', label: 'Condition', shouldOpen: true, entries: [condition('baton-when', expressionOf(definitionOf(element, 'Conditional'), 'condition'), 'It fires when')] });

/** Whether the event may leave what it interrupts alone; an error always interrupts. */
function interrupting(element) {
  const object = getBusinessObject(element);
  if (definitionOf(element, 'Error') || definitionOf(element, 'Cancel')) return [];
  if (is(element, 'bpmn:BoundaryEvent')) return [tick('baton-interrupts', flagOf(object, 'cancelActivity', true), 'The task ends when this fires', 'Otherwise the task stays open and this path runs beside it.')];
  if (is(element, 'bpmn:StartEvent') && object.$parent.triggeredByEvent) return [tick('baton-interrupts', flagOf(object, 'isInterrupting', true), 'Everything around ends when this fires', 'Otherwise this runs beside it.')];
  return [];
}

export function events(element) {
  const groups = ['Signal', 'Error', 'Escalation'].filter((kind) => definitionOf(element, kind)).map((kind) => (
    { id: `baton-${KINDS[kind].word}-group`, label: kind, shouldOpen: true, entries: chosen(element, kind) }));
  if (referring(element, 'Message')) groups.push(message(element));
  if (definitionOf(element, 'Link')) groups.push(link(element));
  if (definitionOf(element, 'Conditional')) groups.push(conditional(element));
  const ends = interrupting(element);
  return ends.length ? [...groups, { id: 'baton-interrupting', label: 'What it does to the rest', shouldOpen: true, entries: ends }] : groups;
}

