// What the panel shows for an activity that runs once for each item of a collection.
import { isTextFieldEntryEdited } from '@bpmn-io/properties-panel';
import { getBusinessObject } from 'bpmn-js/lib/util/ModelUtil';
import { Text } from './entries.jsx';

const variable = (value) => (!value || /^[A-Za-z_]\w*$/.test(value) ? null : 'Must be a variable name');

/** BPMN wants an object here; the engine reads its id as the name of a variable. */
const named = (loop, property, type) => ({
  get: () => loop.get(property)?.id ?? '',
  set: (element, value, { write }) => write.update(element, loop, { [property]: value ? write.create(type, type === 'bpmn:ItemAwareElement' ? { id: value } : { id: value, name: value }, loop) : undefined }),
});

const FIELDS = [
  ['baton-loop-input', 'loopDataInputRef', 'bpmn:ItemAwareElement', 'Once for each item of', 'Variable that holds a list'],
  ['baton-loop-item', 'inputDataItem', 'bpmn:DataInput', 'The item is called', 'Variable inside one run'],
  ['baton-loop-output', 'loopDataOutputRef', 'bpmn:ItemAwareElement', 'Collect the results in', 'Variable that becomes a list'],
  ['baton-loop-result', 'outputDataItem', 'bpmn:DataOutput', 'The result is called', 'Variable inside one run'],
];

export function loopGroups(element) {
  const loop = getBusinessObject(element).loopCharacteristics;
  if (loop?.$type !== 'bpmn:MultiInstanceLoopCharacteristics') return [];
  return [{ id: 'baton-loop', label: 'Runs several times', shouldOpen: true, entries: FIELDS.map(([id, property, type, label, description]) => (
    { id, component: Text, place: named(loop, property, type), label, description, validate: variable, isEdited: isTextFieldEntryEdited })) }];
}
