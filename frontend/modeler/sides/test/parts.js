// Small parts that the sections of the test panel share.
import { element } from '../../../islands/element.js';
import { icon } from '../../../islands/icon.js';

const MOMENT = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });

/** A moment of the story; its clock knows no zone but UTC. */
export const moment = (text) => `${MOMENT.format(new Date(text))} UTC`;

export function button(text, picture, run, look = '') {
  return element('button', { type: 'button', class: `btn btn-sm${look ? ` ${look}` : ''}`, onClick: run }, picture ? icon(picture) : undefined, element('span', {}, text));
}

export function iconButton(label, picture, run, { disabled = false } = {}) {
  return element('button', { type: 'button', class: 'btn btn-sm btn-icon', 'aria-label': label, title: label, disabled, onClick: run }, icon(picture));
}

/** A section with a heading; `fold`: closed at first, or open if it says so. */
export function section(title, children, { fold, end } = {}) {
  if (fold === undefined) return element('section', { class: 'test-section' }, element('h2', {}, title, end), ...children);
  return element('details', { class: 'test-section', open: fold === 'open' }, element('summary', {}, title), ...children);
}

export function note(tone, picture, ...words) {
  return element('div', { class: `note note-${tone} test-note`, role: tone === 'danger' ? 'alert' : 'status' }, icon(picture), element('div', {}, ...words));
}

let count = 0;

/** A labelled control: `field('As', element('input', …))`. */
export function field(label, control, help) {
  control.id ||= `test-field-${(count += 1)}`;
  const helping = help && element('p', { class: 'field-help', id: `${control.id}-help` }, help);
  if (helping) control.setAttribute('aria-describedby', helping.id);
  return element('div', { class: 'field' }, element('label', { class: 'form-label', for: control.id }, label), control, helping);
}

export function input(attributes) {
  const node = element('input', { class: 'form-control form-control-sm', autocomplete: 'off', ...attributes });
  return node;
}

export function select(options, chosen) {
  return element('select', { class: 'form-select form-select-sm' }, ...options.map(([value, text]) => element('option', { value, selected: value === chosen }, text)));
}

/** JSON of a textarea as an object; says what is wrong and answers undefined otherwise. */
export function readJson(area) {
  area.parentElement.querySelector('.field-error')?.remove();
  area.removeAttribute('aria-invalid');
  try {
    const found = JSON.parse(area.value.trim() || '{}');
    if (found && typeof found === 'object' && !Array.isArray(found)) return found;
    throw new SyntaxError('Names and values in braces are expected, such as {"status": "ok"}');
  } catch (error) {
    area.setAttribute('aria-invalid', 'true');
    area.after(element('p', { class: 'field-error', role: 'alert' }, `This is not readable: ${error.message}.`));
    area.focus();
    return undefined;
  }
}

export const area = (value = '', attributes = {}) => {
  const node = element('textarea', { class: 'form-control form-control-sm test-json', rows: 3, spellcheck: 'false', ...attributes });
  node.value = value;
  return node;
};
