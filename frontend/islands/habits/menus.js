// A menu that is open closes with Escape, by a click beside it, and when another one opens; the focus goes back to its button.
// While a dialog asks something, the menu that it was opened from stays: the focus returns there.
import { register } from './keyboard.js';

const openMenus = () => (document.querySelector('dialog[open]') ? [] : [...document.querySelectorAll('details.menu[open]')]);

function close() {
  const menu = openMenus().at(-1);
  if (!menu) return false;
  menu.open = false;
  menu.querySelector('summary').focus();
  return true;
}

export function watchMenus(root) {
  register('Escape', close, { always: true });
  root.addEventListener('click', ({ target }) => {
    if (target.closest?.('dialog')) return; // the click that closed it
    for (const menu of openMenus()) if (!menu.contains(target)) menu.open = false;
  });
}
