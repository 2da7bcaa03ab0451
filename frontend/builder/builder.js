// The form builder: drag and drop, keys, labels edited in place; everything it does is a press of a button that the page has.
import { rememberFocus } from './focus.js';
import { sortables } from './dragging.js';
import { editLabel } from './labels.js';
import { jsonEditor } from './json-editor.js';
import { turns } from './turns.js';

const SAVE_AFTER = 4000;
const SECOND_CLICK = 200;

export function mount(host) {
  const focus = rememberFocus(host);
  const turn = turns(host);
  const press = (action, values) => turn.go('do', action, values);
  let timer;

  const settle = () => {
    sortables(host, press);
    jsonEditor(host, press);
    clearTimeout(timer);
    const stage = host.querySelector('#builder');
    if (stage?.dataset.unsaved === 'yes' && !stage.querySelector('.note-danger, .note-warn, .builder-side .field-error, [data-json]')) {
      timer = setTimeout(() => idle(host) && press('save'), SAVE_AFTER);
    }
  };

  host.addEventListener('htmx:before:swap', () => { turn.keep(); focus.keep(); withoutEmptyStyles(host); });
  document.addEventListener('htmx:after:swap', () => { turn.restore(); focus.restore(); settle(); turn.over(); });
  for (const name of ['htmx:error', 'htmx:response:error']) document.addEventListener(name, () => setTimeout(turn.over, 0));
  host.addEventListener('change', (event) => applied(host, event, press));
  choosing(host, press);
  host.addEventListener('keydown', (event) => onKey(host, event, press));
  window.addEventListener('beforeunload', (event) => {
    if (host.isConnected && host.querySelector('#builder')?.dataset.unsaved === 'yes') event.preventDefault();
  });
  settle();
}

/** A field looks chosen at once; the request waits until it is clear that no second click follows, which edits the label. */
function choosing(host, press) {
  let timer;
  host.addEventListener('click', (event) => {
    const pick = event.target.closest('.canvas-pick');
    if (!pick || event.detail === 0) return;
    event.preventDefault();
    clearTimeout(timer);
    if (event.detail > 1) return;
    const field = pick.closest('.canvas-field');
    host.querySelectorAll('.canvas-field.is-chosen').forEach((one) => one.classList.toggle('is-chosen', one === field));
    field.classList.add('is-chosen');
    if (!field.hasAttribute('data-chosen')) timer = setTimeout(() => press(`choose:${field.dataset.path}`), SECOND_CLICK);
  });
  host.addEventListener('dblclick', (event) => {
    clearTimeout(timer);
    editLabel(event.target.closest('.canvas-field'), press);
  });
}

/** Dragging leaves empty style attributes behind; copied to the new stage they would break the page's policy. */
function withoutEmptyStyles(host) {
  host.querySelectorAll('[style=""]').forEach((one) => one.removeAttribute('style'));
}

/** Nobody is in the middle of a word or a drag. */
function idle(host) {
  return host.isConnected && !host.querySelector('.is-dragging') && !document.activeElement?.matches('#builder :is(textarea, input, select), .canvas-label');
}

/** Properties take effect when they are left; the preview and the JSON text have buttons of their own. */
function applied(host, event, press) {
  const width = event.target.closest('[data-width]');
  if (width) host.querySelector('[data-preview]')?.classList.toggle('is-phone', width.value === 'phone');
  else if (event.target.closest('.builder-panel')) press('apply');
}

function onKey(host, event, press) {
  const typing = event.target.matches('input, textarea, select, [contenteditable]');
  const command = event.ctrlKey || event.metaKey;
  const button = (key) => { event.preventDefault(); host.querySelector(`[data-key=${key}]:not(:disabled)`)?.click(); };
  if (command && event.key === 's') return button('save');
  if (typing) return undefined;
  if (command && event.key.toLowerCase() === 'z') return button(event.shiftKey ? 'redo' : 'undo');
  if (command && event.key === 'y') return button('redo');
  const field = event.target.closest('.canvas-field');
  if (!field) return undefined;
  const act = (action) => { event.preventDefault(); press(`${action}:${field.dataset.path}`); };
  if (event.altKey && event.key === 'ArrowUp') return act('up');
  if (event.altKey && event.key === 'ArrowDown') return act('down');
  if (event.key === 'Delete') return act('remove');
  if (event.key === 'F2') { event.preventDefault(); editLabel(field, press); }
  return undefined;
}
