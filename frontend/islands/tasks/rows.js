// Keys for lists: j/k move over the rows, x ticks, / searches, g then a letter goes to a place.
import { register } from '../habits/keyboard.js';

const PLACES = { t: 'tasks', s: 'start', i: 'instances', n: 'notices', p: 'processes' };

const rows = () => [...document.querySelectorAll('[data-row-link]')].filter((row) => row.offsetParent !== null);
const lineOf = (row) => row.closest('[data-row-item], tr, li');

/** The row with the focus, else the one whose task is open. */
function current(all) {
  const line = document.activeElement?.closest?.('[data-row-item], tr, li');
  const at = all.findIndex((row) => row === document.activeElement || (line && lineOf(row) === line));
  return at >= 0 ? at : all.findIndex((row) => row.getAttribute('aria-current'));
}

function move(step) {
  const all = rows();
  if (!all.length) return false;
  const next = all[Math.min(all.length - 1, Math.max(0, current(all) + step))];
  next.focus();
  next.scrollIntoView({ block: 'nearest' });
  document.querySelectorAll('.is-cursor').forEach((row) => row.classList.remove('is-cursor'));
  lineOf(next)?.classList.add('is-cursor');
  return true;
}

/** The row was replaced while it had the focus: the new one has it again. */
function keep(line) {
  if (!line?.id) return;
  document.addEventListener('htmx:after:swap', () => {
    if (document.activeElement === document.body) document.querySelector(`[id="${line.id}"] [data-row-link]`)?.focus({ preventScroll: true });
  }, { once: true });
}

/** Out of the search box, to the rows it found. */
function leaveSearch() {
  const box = document.activeElement?.closest?.('[data-search], .jump input');
  if (!box) return false;
  box.blur();
  return move(0) || true;
}

function press(selector) {
  const line = document.activeElement?.closest?.('[data-row-item]') ?? document.querySelector('.is-cursor');
  const button = line?.querySelector(selector) ?? document.querySelector(`#work ${selector}, [data-single] ${selector}`);
  if (button?.matches('[formaction]')) keep(line);
  button?.click();
  return Boolean(button);
}

function search() {
  const boxes = [...document.querySelectorAll('[data-search]'), ...document.querySelectorAll('.jump input')];
  const box = boxes.find((one) => one.offsetParent !== null);
  box?.focus();
  box?.select?.();
  return Boolean(box);
}

function go(name) {
  const link = document.querySelector(`[data-go="${name}"]`);
  link?.click();
  return Boolean(link);
}

export function watchRows(root) {
  register('j', () => move(1));
  register('k', () => move(-1));
  register('x', () => press('input[data-row]'));
  register('c', () => press('[data-claim], button[formaction$="/claim"]'));
  register('/', search);
  register('Escape', leaveSearch, { always: true });
  // A browser that goes to a place of the page takes the focus there, after this script.
  if (location.hash.startsWith('#task-')) addEventListener('load', () => setTimeout(() => document.getElementById(location.hash.slice(1))?.querySelector('[data-row-link]')?.focus()));
  for (const [key, name] of Object.entries(PLACES)) register(`g ${key}`, () => go(name));
  root.addEventListener('focusin', ({ target }) => {
    if (!target.matches?.('[data-row-link]')) document.querySelectorAll('.is-cursor').forEach((row) => row.classList.remove('is-cursor'));
  });
}
