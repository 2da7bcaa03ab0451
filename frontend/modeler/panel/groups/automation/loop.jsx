// What the panel shows of an activity that runs more than once: for each item of a list, a number of times, or until something holds.
import { getBusinessObject, is } from 'bpmn-js/lib/util/ModelUtil';
import { condition, text, tick, value } from '../../fields/entries.jsx';
import { useModel, useVariables } from '../../fields/model.js';
import { Field, Suggestions, Typed, variableOptions, shownAsEdited } from '../../fields/parts.jsx';
import { expressionOf, flagOf } from '../../fields/places.js';
import { isVariable } from '../../words/names.js';

const WAYS = { once: 'once', items: 'once for each item of a list', number: 'a number of times', until: 'again and again, as long as …' };
const MULTI = 'bpmn:MultiInstanceLoopCharacteristics';
const STANDARD = 'bpmn:StandardLoopCharacteristics';
const asked = new WeakMap();

function wayOf(element) {
  const loop = getBusinessObject(element).loopCharacteristics;
  if (!loop) return 'once';
  if (loop.$type === STANDARD) return 'until';
  return loop.loopCardinality ? 'number' : loop.loopDataInputRef ? 'items' : asked.get(loop) ?? 'items';
}

function Way({ id, element }) {
  const { write, modeling } = useModel();
  const choose = ({ target: { value: way } }) => {
    const object = getBusinessObject(element);
    if (way === 'once') { modeling.updateProperties(element, { loopCharacteristics: undefined }); return; }
    const loop = write.create(way === 'until' ? STANDARD : MULTI, {}, object);
    asked.set(loop, way);
    modeling.updateProperties(element, { loopCharacteristics: loop });
  };
  const way = wayOf(element);
  return <Field id={id} label="It runs" edited={way !== 'once'}>
    <select id={`bio-properties-panel-${id}`} class="bio-properties-panel-input" value={way} onChange={choose}>{Object.entries(WAYS).map(([key, words]) => <option key={key} value={key}>{words}</option>)}</select></Field>;
}

function Order({ id, element }) {
  const { write } = useModel();
  const { loopCharacteristics: loop } = getBusinessObject(element);
  return <Field id={id} label="In which order" edited={Boolean(loop.isSequential)}>
    <select id={`bio-properties-panel-${id}`} class="bio-properties-panel-input" value={loop.isSequential ? 'turn' : 'once'} onChange={(event) => write.update(element, loop, { isSequential: event.target.value === 'turn' || undefined })}>
      <option value="once">all at once</option><option value="turn">one after another</option></select></Field>;
}

/** BPMN wants an object here; the engine reads its id as the name of a variable. */
const named = (loop, property, type) => ({
  get: () => loop.get(property)?.id ?? '',
  set: (element, name, { write }) => write.update(element, loop, { [property]: name ? write.create(type, type === 'bpmn:ItemAwareElement' ? { id: name } : { id: name, name }, loop) : undefined }),
});

const variable = (name) => (!name || isVariable(name) ? null : 'A name of letters, digits and _, not beginning with a digit.');

function Named({ id, element, place, label, help, kinds }) {
  const model = useModel();
  const known = useVariables().filter(({ type }) => !kinds || !type || kinds.includes(type));
  const now = place.get(element);
  return <Field id={id} label={label} help={help} edited={Boolean(now)} error={variable(now)}>
    <Typed id={`bio-properties-panel-${id}`} type="text" list={`${id}-known`} spellcheck={false} value={now} onChange={(name) => { if (!variable(name.trim())) place.set(element, name.trim(), model); }} />
    <Suggestions id={`${id}-known`} options={variableOptions(known)} /></Field>;
}

const list = (loop) => [
  { id: 'baton-loop-input', component: Named, isEdited: shownAsEdited, place: named(loop, 'loopDataInputRef', 'bpmn:ItemAwareElement'), label: 'The list', kinds: ['list'], help: 'A variable that holds a list.' },
  text('baton-loop-item', named(loop, 'inputDataItem', 'bpmn:DataInput'), 'Each item is called', 'A variable inside of each run.', { validate: variable }),
];
const results = (loop) => [
  text('baton-loop-result', named(loop, 'outputDataItem', 'bpmn:DataOutput'), 'Each run answers with', 'A variable of the run, such as outcome.', { validate: variable }),
  { id: 'baton-loop-output', component: Named, isEdited: shownAsEdited, place: named(loop, 'loopDataOutputRef', 'bpmn:ItemAwareElement'), label: 'The answers are collected in', help: 'A variable that becomes a list, in the order of the items.' },
];
const COUNT = { get: (element) => String(getBusinessObject(element).loopCharacteristics?.loopMaximum ?? ''), set: (element, text, { write }) => write.update(element, getBusinessObject(element).loopCharacteristics, { loopMaximum: Number(text) || undefined }) };

function entries(loop, way) {
  if (way === 'until') {
    return [condition('baton-loop-condition', expressionOf(loop, 'loopCondition'), 'As long as'), tick('baton-loop-before', flagOf(loop, 'testBefore', false), 'Look before the first run, too'),
      text('baton-loop-most', COUNT, 'At most', 'Runs; as many as it takes when empty.', { validate: (count) => (!count || /^\d{1,6}$/.test(count) ? null : 'A whole number.') })];
  }
  const what = way === 'items' ? list(loop) : [value('baton-loop-number', expressionOf(loop, 'loopCardinality'), 'How many times', undefined, { type: 'number', placeholder: 'len(signers)' })];
  return [...what, { id: 'baton-loop-order', component: Order, isEdited: shownAsEdited }, ...results(loop), condition('baton-loop-stop', expressionOf(loop, 'completionCondition'), 'Stop when', 'What is still open then is taken back. Every item is done when empty.')];
}

export const canRepeat = (element) => is(element, 'bpmn:Activity') && !getBusinessObject(element).triggeredByEvent;

export function loop(element) {
  const { loopCharacteristics } = getBusinessObject(element);
  const way = wayOf(element);
  return { id: 'baton-loop', label: 'Repetition', entries: [{ id: 'baton-loop-way', component: Way, isEdited: shownAsEdited }, ...(loopCharacteristics ? entries(loopCharacteristics, way) : [])] };
}
