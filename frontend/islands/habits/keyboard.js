// The one registry of keys: habits register what a key does and where; nothing is taken from somebody who types.

const registered = [];
const SEQUENCE = 900;
let before = { key: '', at: 0 };

/** `keys`: 'j', 'Shift+J', 'Ctrl+k', or a sequence such as 'g t'. `run` answers true when the key did something.
    `always`: also while typing; only for keys that type nothing. The words for the list of keys are the server's. */
export function register(keys, run, { always = false } = {}) {
  registered.push({ keys, run, always });
}

const FIELDS = 'input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable], .djs-container, dialog, [role=slider], [data-own-keys]';
export const typing = (target) => Boolean(target?.closest?.(FIELDS));

function pressed(event) {
  const parts = [];
  if (event.ctrlKey || event.metaKey) parts.push('Ctrl');
  if (event.altKey) parts.push('Alt');
  parts.push(event.key);
  return parts.join('+');
}

function act(event) {
  const key = pressed(event);
  const sequence = Date.now() - before.at < SEQUENCE ? `${before.key} ${key}` : '';
  before = { key, at: Date.now() };
  const busy = typing(event.target) || Boolean(document.querySelector('dialog[open]'));
  const fits = registered.filter((one) => (one.keys === sequence || one.keys === key) && (one.always || !busy));
  fits.sort((one, other) => other.keys.length - one.keys.length);
  return fits.some((one) => one.run(event));
}

export function watchKeyboard(root) {
  root.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing || ['Control', 'Shift', 'Alt', 'Meta'].includes(event.key)) return;
    if (act(event)) event.preventDefault();
  });
}
