// Fields for the inputs of a decision, by their types; what is typed comes back as values.
import { element } from '../islands/element.js';

let made = 0;
const TYPES = { date: 'date', time: 'time', 'date and time': 'datetime-local' };

/** A labelled field for one input {heading, text, kind, values}, holding `value`. */
export function field(column, value, changed) {
  made += 1;
  const id = `try-${made}`;
  const control = column.kind === 'boolean' ? choice(value) : box(column, value, id);
  control.id = id;
  control.dataset.text = column.text;
  control.dataset.kind = column.kind;
  control.addEventListener('input', changed);
  return element('div', { class: 'field' },
    element('label', { class: 'form-label', for: id }, column.heading, ...(column.heading === column.text ? [] : [element('small', { class: 'muted' }, ` ${column.text}`)])), control,
    ...(control.list || !column.values?.length || column.kind === 'boolean' ? [] : [element('datalist', { id: `${id}-values` }, ...column.values.map((one) => element('option', { value: one })))]));
}

function choice(value) {
  return element('select', { class: 'form-select form-select-sm' }, ...[['', 'missing'], ['true', 'true'], ['false', 'false']]
    .map(([key, words]) => element('option', { value: key, selected: String(value ?? '') === key }, words)));
}

function box({ kind, values }, value, id) {
  const type = kind === 'number' ? { type: 'text', inputmode: 'decimal' } : { type: TYPES[kind] ?? 'text' };
  return element('input', { class: 'form-control form-control-sm', ...type, list: values?.length ? `${id}-values` : undefined, value: value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value), placeholder: 'missing', autocomplete: 'off' });
}

/** The values of all fields in `host`; empty ones are missing. */
export function values(host) {
  return Object.fromEntries([...host.querySelectorAll('[data-text]')].filter(({ value }) => value !== '').map((control) => [control.dataset.text, read(control)]));
}

function read({ value, dataset: { kind } }) {
  if (kind === 'boolean') return value === 'true';
  if (kind === 'string' || kind in TYPES) return value;
  const plain = value.trim();
  if (/^-?\d+([.,]\d+)?$/.test(plain)) return Number(plain.replace(',', '.'));
  if (kind) return value;
  if (plain === 'true' || plain === 'false') return plain === 'true';
  try { return /^[[{"]/.test(plain) ? JSON.parse(plain) : value; } catch { return value; }
}

/** A value in one line. */
export function told(value) {
  if (value === null || value === undefined) return 'no answer';
  if (typeof value !== 'object' || Array.isArray(value)) return typeof value === 'string' ? value : JSON.stringify(value);
  return Object.entries(value).map(([name, part]) => `${name} = ${typeof part === 'string' ? part : JSON.stringify(part)}`).join(', ');
}

/** A value without the names of its parts, where there is no doubt. */
export function short(value) {
  if (value === null || value === undefined || typeof value !== 'object' || Array.isArray(value)) return told(value);
  return Object.values(value).map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join(' · ');
}

export const same = (one, other) => canonical(one) === canonical(other);

function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (value && typeof value === 'object') return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join()}}`;
  return JSON.stringify(value ?? null);
}
