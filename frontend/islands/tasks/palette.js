// Ctrl+K: one box from which every page, start, task and instance is reached by keys alone; ? lists all keys.
import { register } from '../habits/keyboard.js';
import { show } from './dialogs.js';

const WAIT = 90;

const part = async (address) => {
  const answer = await fetch(address, { headers: { 'HX-Request': 'true', 'HX-Request-Type': 'partial' } });
  return answer.ok ? answer.text() : '';
};

function choose(box, options, at) {
  options.forEach((option, place) => option.setAttribute('aria-selected', String(place === at)));
  const chosen = options[at];
  if (chosen) box.setAttribute('aria-activedescendant', chosen.id);
  else box.removeAttribute('aria-activedescendant');
  chosen?.scrollIntoView({ block: 'nearest' });
}

function go(option) {
  if (option) location.assign(option.dataset.href);
}

function bring(dialog) {
  const box = dialog.querySelector('[role=combobox]');
  const list = dialog.querySelector('[role=listbox]');
  const options = () => [...list.querySelectorAll('[role=option]')];
  const at = () => options().findIndex((option) => option.getAttribute('aria-selected') === 'true');
  let timer;
  let asked = 0;
  let shown = box.value;

  async function ask() {
    const mine = ++asked;
    const words = box.value;
    const html = await part(`/jump?q=${encodeURIComponent(words)}`);
    if (mine !== asked) return;
    shown = words;
    list.replaceChildren(...new DOMParser().parseFromString(html, 'text/html').body.childNodes);
    choose(box, options(), 0);
    const count = dialog.querySelector('[data-count]');
    count.textContent = count.dataset.count.replace('#', String(options().length));
  }

  box.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(ask, WAIT); });
  box.addEventListener('keydown', async (event) => {
    const all = options();
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (steps[event.key] && all.length) choose(box, all, (at() + steps[event.key] + all.length) % all.length);
    else if (event.key === 'Enter') {
      clearTimeout(timer);
      if (box.value !== shown) await ask();
      go(options()[Math.max(0, at())]);
    } else return;
    event.preventDefault();
  });
  list.addEventListener('pointermove', (event) => {
    const option = event.target.closest('[role=option]');
    if (option) choose(box, options(), options().indexOf(option));
  });
  list.addEventListener('click', (event) => go(event.target.closest('[role=option]')));
  choose(box, options(), 0);
}

let opening = false;
async function open() {
  if (opening || document.querySelector('dialog[open]')) return;
  opening = true;
  const html = await part('/jump?frame=1');
  opening = false;
  if (html) bring(show(html, 'palette'));
  else location.assign('/search');
}

export function watchPalette(root) {
  register('Ctrl+k', () => { open(); return true; }, { always: true });
  register('?', () => { part('/jump/keys').then((html) => html && show(html, 'keys')); return true; });
  root.addEventListener('click', (event) => { if (event.target.closest?.('[data-jump-open]')) { event.preventDefault(); open(); } });
}
