// A condition: rows of variable, comparison and value joined by all or any; or written as an expression.
import { useState } from '@bpmn-io/properties-panel/preact/hooks';
import { comparisons, ONE_SIDED, readCondition, writeCondition } from '../words/condition.js';
import { CodeEntry } from './code-entry.jsx';
import { useTyping, useVariables } from './model.js';
import { Field, Icon, Suggestions, Switch, variableOptions } from './parts.jsx';

const EMPTY = { variable: '', operator: '==', value: { kind: 'text', text: '' } };

export function Condition({ id, element, label, description, value, onChange }) {
  const [asked, setAsked] = useState(null);
  const read = readCondition(value);
  const expression = !read || asked === 'expression';
  const aside = <Switch expression={expression} onSwitch={() => setAsked(expression ? 'rows' : 'expression')} disabled={expression && !read ? 'This condition says more than rows can show.' : ''} />;
  if (expression) return <CodeEntry id={`${id}-text`} element={element} label={label} description={description} placeholder="amount > 1000" value={value} onChange={onChange} aside={aside} />;
  return <Rows id={id} label={label} description={description} read={read} onChange={onChange} aside={aside} />;
}

/** Rows that are not complete yet live here only: the model has no place for half a comparison. */
function Rows({ id, label, description, read, onChange, aside }) {
  const [unfinished, setUnfinished] = useState(null);
  const variables = useVariables();
  const shown = unfinished && writeCondition(unfinished) === writeCondition(read) ? unfinished : read;
  const { join, rows } = shown.rows.length ? shown : { join: shown.join, rows: [EMPTY] };
  const change = (next) => {
    setUnfinished(next);
    const text = writeCondition(next);
    if (text !== writeCondition(read)) onChange(text);
  };
  const put = (index, row) => change({ join, rows: rows.map((one, at) => (at === index ? row : one)) });
  return <Field id={id} label={label} help={description} edited={read.rows.length > 0} aside={aside}>
    {rows.length > 1 && <select class="bio-properties-panel-input panel-join" aria-label="How the rows are joined" value={join} onChange={(event) => change({ join: event.target.value, rows })}>
      <option value="and">all of these hold</option><option value="or">at least one of these holds</option></select>}
    {rows.map((row, index) => <Row key={index} id={`${id}-${index}`} row={row} variables={variables} onChange={(next) => put(index, next)}
      onRemove={rows.length > 1 || shown.rows.length ? () => change({ join, rows: rows.filter((_, at) => at !== index) }) : undefined} />)}
    <button type="button" class="panel-add" onClick={() => change({ join, rows: [...rows, EMPTY] })}><Icon name="plus" />Add a row</button>
    <Suggestions id={`${id}-variables`} options={variableOptions(variables)} />
  </Field>;
}

const kindOf = (type) => ({ number: 'number', 'whole number': 'number', 'yes or no': 'yes-no' }[type] ?? 'text');

function Row({ id, row, variables, onChange, onRemove }) {
  const known = variables.find(({ name }) => name === row.variable);
  const offered = comparisons(known?.type);
  const own = offered.some(([operator]) => operator === row.operator) ? offered : [...offered, ...comparisons().filter(([operator]) => operator === row.operator)];
  const typing = useTyping(row.variable, (text) => onChange(renamed(row, text.trim(), variables)));
  return <div class="panel-row" role="group" aria-label={row.variable || 'New row'}>
    <input class="bio-properties-panel-input" type="text" list={`${id.replace(/-\d+$/, '')}-variables`} placeholder="variable" aria-label="Variable" spellcheck={false} {...typing} />
    <select class="bio-properties-panel-input" aria-label="Comparison" value={row.operator} onChange={(event) => onChange({ value: EMPTY.value, ...row, operator: event.target.value })}>
      {own.map(([operator, words]) => <option key={operator} value={operator}>{words}</option>)}</select>
    {!ONE_SIDED.has(row.operator) && <Operand id={id} row={row} known={known} onChange={onChange} />}
    {onRemove && <button type="button" class="panel-remove" aria-label="Remove this row" onClick={onRemove}><Icon name="x" /></button>}
  </div>;
}

/** Another variable may have other comparisons and other values. */
function renamed(row, name, variables) {
  const type = variables.find((one) => one.name === name)?.type;
  const suited = comparisons(type).map(([operator]) => operator);
  const kind = row.value?.kind === 'variable' ? 'variable' : type ? kindOf(type) : row.value?.kind ?? 'text';
  return { variable: name, operator: suited.includes(row.operator) ? row.operator : suited[0], value: { kind, text: row.value?.text ?? '' } };
}

function Operand({ id, row, known, onChange }) {
  const value = row.value ?? EMPTY.value;
  const variable = value.kind === 'variable';
  const set = (text) => onChange({ ...row, value: { kind: variable ? 'variable' : kindFor(text, known), text: variable ? text.trim() : text } });
  const typing = useTyping(value.text, set);
  const flip = () => onChange({ ...row, value: variable ? { kind: kindOf(known?.type), text: '' } : { kind: 'variable', text: '' } });
  const several = row.operator === 'in' || row.operator === 'not in';
  const choose = !variable && !several && known?.values?.length > 0;
  return <div class="panel-operand">
    {choose ? <select class="bio-properties-panel-input" aria-label="Value" value={value.text} onChange={(event) => set(event.target.value)}><option value="">choose</option>
      {[...new Set([...known.values, ...(value.text ? [value.text] : [])])].map((one) => <option key={one} value={one}>{one}</option>)}</select>
      : <input class="bio-properties-panel-input" type="text" aria-label="Value" spellcheck={false} placeholder={variable ? 'another variable' : several ? 'values, with commas' : 'value'} list={variable ? `${id.replace(/-\d+$/, '')}-variables` : undefined} {...typing} />}
    <button type="button" class="panel-flip" aria-pressed={variable} title={variable ? 'Compare with a value' : 'Compare with another variable'} aria-label="Compare with another variable" onClick={flip}><Icon name="variable" /></button></div>;
}

/** A variable of known kind decides; for others a number is a number. */
function kindFor(text, known) {
  if (known?.type && known.type !== 'list') return kindOf(known.type);
  return /^-?\d+(\.\d+)?$/.test(text.trim()) ? 'number' : 'text';
}
