// What the panel shows of a service task: connector and operation, its inputs, its answer, how often it is tried.
import { extension, NOTHING } from '../../../extensions.js';
import { choice, text, value } from '../../fields/entries.jsx';
import { useModel } from '../../fields/model.js';
import { Field, shownAsEdited, Typed } from '../../fields/parts.jsx';
import { attributeOf, fieldOf } from '../../fields/places.js';
import { UNITS } from '../../words/duration.js';
import { isVariable } from '../../words/names.js';
import { readRetry, writeRetry } from '../../words/retry.js';

const OPERATOR = 'spiffworkflow:ServiceTaskOperator';
const RETRY = attributeOf('baton:Retry', 'policy');
const plainId = (id) => (id ?? '').replace('.', '/');
export const operatorOf = (element) => extension(element, OPERATOR);

const operationOf = (catalog) => ({
  get: (element) => plainId(operatorOf(element)?.id),
  set: (element, id, { write }) => write.setOperation(element, catalog.operations.find((operation) => operation.id === id)),
});
/** A parameter that the model does not have yet is added when something is said for it. */
const parameterOf = (name) => ({
  get: (element) => operatorOf(element)?.parameterList?.parameters?.find(({ id }) => id === name)?.value ?? '',
  set: (element, expression, { write }) => write.setParameter(element, operatorOf(element), name, expression),
});

const variable = (name) => (!name || isVariable(name) ? null : 'A name of letters, digits and _, not beginning with a digit.');

function About({ id, operation }) {
  return <div class="bio-properties-panel-entry panel-note" data-entry-id={id}>{operation.help}</div>;
}

function Errors({ id, errors }) {
  return <Field id={id} label="Error codes it may throw" help="Catch one with an error event on the edge of this task.">
    <ul class="panel-list">{Object.entries(errors).map(([code, when]) => <li key={code}><code>{code}</code> {when}</li>)}</ul></Field>;
}

function Unknown({ id, element }) {
  return <div class="bio-properties-panel-entry panel-error" role="alert" data-entry-id={id}>This installation has no operation “{operatorOf(element).id}”. What stands here is kept.</div>;
}

/** Suggestions for kinds of inputs that name people. */
const options = (type, { groups, users }) => ({ group: groups, person: users, 'person-or-group': [...groups, ...users] }[type] ?? []);
const KINDS = { text: 'text', 'long-text': 'long-text', number: 'number', 'yes-no': 'yes-no' };

function inputs(operator, known, catalog) {
  const described = known?.parameters ?? [];
  const extra = (operator.parameterList?.parameters ?? []).filter(({ id }) => !described.some(({ name }) => name === id));
  return [
    ...described.map(({ name, label, type, required, help }) => value(`baton-parameter-${name}`, parameterOf(name), label, help, { type: KINDS[type] ?? 'any', required, empty: NOTHING, options: options(type, catalog) })),
    ...extra.map(({ id }) => value(`baton-parameter-${id}`, parameterOf(id), id, undefined, { type: 'any', empty: NOTHING })),
  ];
}

function Retry({ id, element }) {
  const model = useModel();
  const now = RETRY.get(element);
  const read = readRetry(now);
  const way = !now ? '' : !read ? 'written' : read.times === 0 ? 'never' : read.growing ? 'growing' : 'steady';
  const put = (text) => RETRY.set(element, text, model);
  const choose = ({ target: { value: next } }) => put({ '': '', never: 'R0', growing: writeRetry({ times: read?.times || 3, growing: true }), steady: writeRetry({ times: read?.times || 3, amount: 10, unit: 'minutes' }) }[next] ?? now);
  return <Field id={id} label="If it fails" edited={Boolean(now)} help="When the tries are used up, an operator sees an incident; nothing is lost.">
    <select id={`bio-properties-panel-${id}`} class="bio-properties-panel-input" value={way} onChange={choose}>
      <option value="">try again, as usual</option><option value="steady">try again at set intervals</option><option value="growing">try again with growing pauses</option><option value="never">do not try again</option>
      {way === 'written' && <option value="written">{now}</option>}</select>
    {read && read.times > 0 && <label class="panel-inline"><Typed type="number" min="1" max="999" value={String(read.times)} onChange={(times) => put(writeRetry({ ...read, times: Number(times) || 1 }))} /> more times
      {!read.growing && <>, every <Typed type="number" min="1" value={String(read.amount)} onChange={(amount) => put(writeRetry({ ...read, amount: Number(amount) || 1 }))} />
        <select class="bio-properties-panel-input" aria-label="Unit" value={read.unit} onChange={(event) => put(writeRetry({ ...read, unit: event.target.value }))}>{Object.keys(UNITS).map((unit) => <option key={unit} value={unit}>{unit}</option>)}</select></>}</label>}
  </Field>;
}

export function operation(element, { catalog }) {
  const operator = operatorOf(element);
  const known = catalog.operations.find(({ id }) => id === plainId(operator?.id));
  const choices = catalog.operations.map(({ id, label, group }) => ({ value: id, label: group ? `${group}: ${label}` : label }));
  const more = operator ? [
    ...(known?.help ? [{ id: 'baton-operation-about', component: About, operation: known }] : []),
    ...(known ? [] : [{ id: 'baton-operation-unknown', component: Unknown }]),
    ...inputs(operator, known, catalog),
    text('baton-result', fieldOf(operator, 'resultVariable'), 'Keep the answer in', known?.result || 'The name of a variable; nothing is kept when empty.', { validate: variable }),
    { id: 'baton-retry', component: Retry, isEdited: shownAsEdited },
    ...(Object.keys(known?.errors ?? {}).length ? [{ id: 'baton-errors', component: Errors, errors: known.errors }] : []),
  ] : [];
  return { id: 'baton-operation', label: 'Connector', shouldOpen: true, entries: [choice('baton-operation-id', operationOf(catalog), 'Operation', undefined, { options: choices, none: 'choose…' }), ...more] };
}

