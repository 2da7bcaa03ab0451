// A menu that is open closes with Escape, by a click beside it, and when another one opens; the focus goes back to its button.
import { register } from './keyboard.js';

const openMenus = () => [...document.querySelectorAll('details.menu[open]')];

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
    for (const menu of openMenus()) if (!menu.contains(target)) menu.open = false;
  });
}
