// The form builder: drag and drop, keys, labels edited in place, and what was being typed kept across a swap.
import { rememberFocus } from './focus.js';
import { sortables } from './dragging.js';
import { editLabel } from './labels.js';
import { jsonEditor } from './json-editor.js';
import { submit } from './submit.js';

const SAVE_AFTER = 4000;

export function mount(host) {
  const focus = rememberFocus(host);
  let timer;

  const settle = () => {
    sortables(host);
    jsonEditor(host);
    clearTimeout(timer);
    const stage = host.querySelector('#builder');
    if (stage?.dataset.unsaved === 'yes' && !stage.querySelector('.note-danger, .builder-side .field-error, [data-json]')) {
      timer = setTimeout(() => idle(host) && submit(host, 'save'), SAVE_AFTER);
    }
  };

  host.addEventListener('htmx:before:swap', () => { focus.keep(); withoutEmptyStyles(host); });
  document.addEventListener('htmx:after:swap', () => { focus.restore(); settle(); });
  host.addEventListener('change', (event) => applied(host, event));
  host.addEventListener('dblclick', (event) => editLabel(host, event.target.closest('.canvas-field')));
  host.addEventListener('keydown', (event) => onKey(host, event));
  host.addEventListener('submit', (event) => { if (event.submitter?.hasAttribute('data-plain')) event.stopImmediatePropagation(); }, true);
  window.addEventListener('beforeunload', (event) => {
    if (host.isConnected && host.querySelector('#builder')?.dataset.unsaved === 'yes') event.preventDefault();
  });
  settle();
}

/** Dragging leaves empty style attributes behind; copied to the new stage they would break the page's policy. */
function withoutEmptyStyles(host) {
  host.querySelectorAll('[style=""]').forEach((one) => one.removeAttribute('style'));
}

/** Nobody is in the middle of a word or a drag. */
function idle(host) {
  return host.isConnected && !host.querySelector('.is-dragging') && !document.activeElement?.matches('#builder textarea, #builder input[type=text], .canvas-label');
}

/** Properties take effect when they are left; the preview and the JSON text have buttons of their own. */
function applied(host, event) {
  const width = event.target.closest('[data-width]');
  if (width) host.querySelector('[data-preview]')?.classList.toggle('is-phone', width.value === 'phone');
  else if (event.target.closest('.builder-panel')) submit(host, 'apply');
}

function onKey(host, event) {
  const typing = event.target.matches('input, textarea, select, [contenteditable]');
  const command = event.ctrlKey || event.metaKey;
  const press = (key) => { event.preventDefault(); host.querySelector(`[data-key=${key}]:not(:disabled)`)?.click(); };
  if (command && event.key === 's') return press('save');
  if (typing) return undefined;
  if (command && event.key.toLowerCase() === 'z') return press(event.shiftKey ? 'redo' : 'undo');
  if (command && event.key === 'y') return press('redo');
  const field = host.querySelector('.canvas-field.is-chosen');
  if (!field || !event.target.closest('.canvas-field')) return undefined;
  const moves = { ArrowUp: 'up', ArrowDown: 'down' };
  if (event.altKey && moves[event.key]) { event.preventDefault(); submit(host, `${moves[event.key]}:${field.dataset.path}`); }
  if (event.key === 'Delete') { event.preventDefault(); submit(host, `remove:${field.dataset.path}`); }
  if (event.key === 'F2') { event.preventDefault(); editLabel(host, field); }
  return undefined;
}
