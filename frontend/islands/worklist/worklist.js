// The list while somebody looks at it: what is new is announced, what others took says so, and no row moves under the hand.
import htmx from 'htmx.org/dist/htmx.esm.js';
import { watchTicks } from './ticking.js';

const EVERY = 10_000;
const list = () => document.getElementById('worklist');
const rowsOf = (root) => new Map([...root.querySelectorAll('.task-row[id]')].map((row) => [row.id, row]));

/** Whether a moved row would be noticed: somebody points at the list, works in it, has ticked rows, or has scrolled into it. */
function isBusy() {
  const here = list();
  return here.matches(':hover') || here.contains(document.activeElement) || scrollY > 40
    || Boolean(here.querySelector('input[data-row]:checked')) || Boolean(document.querySelector('details.menu[open]'));
}

async function ask() {
  const headers = { 'HX-Request': 'true', 'HX-Request-Type': 'partial', 'If-None-Match': `"${list().dataset.tag}"` };
  const answer = await fetch(list().dataset.here, { headers, credentials: 'same-origin' });
  if (answer.status !== 200 || !answer.headers.get('Content-Type')?.includes('html')) return null;
  return new DOMParser().parseFromString(await answer.text(), 'text/html');
}

/** Everything that is shown outside the rows may change at once. */
function showCounts(page) {
  for (const id of ['tabs', 'filters-used']) {
    const fresh = page.getElementById(id);
    fresh?.removeAttribute('hx-swap-oob');
    if (fresh) document.getElementById(id)?.replaceWith(document.adoptNode(fresh));
  }
}

/** Rows that left the list, or that nobody can take any more, say why. */
async function markLost(gone) {
  if (!gone.length) return;
  const query = new URLSearchParams(gone.map((row) => ['task', row.id.replace('task-', '')]));
  const answer = await fetch(`/tasks/gone?${query}`, { credentials: 'same-origin' });
  if (!answer.ok) return;
  const words = await answer.json();
  for (const row of gone) {
    const said = words[row.id.replace('task-', '')];
    if (!said) continue;
    row.classList.add('is-taken');
    row.querySelector('.task-title').textContent = said;
    const focused = row.contains(document.activeElement);
    row.querySelectorAll('input[data-row], .task-who .btn').forEach((control) => control.remove());
    if (focused && !row.contains(document.activeElement)) row.querySelector('[data-row-link]').focus({ preventScroll: true });
  }
}

const isFree = (row) => Boolean(row.querySelector('.task-who .btn'));

/** Rows that are shown and still there show what they say now, in their place. */
function refresh(shown, fresh) {
  for (const [id, row] of shown) {
    const now = fresh.get(id);
    if (!now || row.contains(document.activeElement) || row.querySelector('input:checked')) continue;
    if (row.classList.contains('is-taken') && isFree(now)) {
      row.replaceWith(document.adoptNode(now));
      htmx.process(now);
      continue;
    }
    const due = row.querySelector('.task-due');
    const who = row.querySelector('.task-who');
    due?.replaceWith(document.adoptNode(now.querySelector('.task-due')));
    who?.replaceWith(document.adoptNode(now.querySelector('.task-who')));
    htmx.process(row);
  }
}

function announce(bar, count) {
  const words = bar.querySelector('[data-words]');
  words.textContent = count === 0 ? words.dataset.changed : count === 1 ? words.dataset.one : words.dataset.many.replace('{n}', count);
  bar.hidden = false;
}

function showAll(bar) {
  bar.hidden = true;
  htmx.ajax('GET', list().dataset.here, { target: '#worklist', swap: 'outerMorph' });
}

async function look(bar) {
  if (document.hidden || !list()) return;
  const page = await ask();
  const next = page?.getElementById('worklist');
  if (!next) return;
  if (!isBusy()) { showAll(bar); return; }
  const shown = rowsOf(list());
  const fresh = rowsOf(next);
  const added = [...fresh.keys()].filter((id) => !shown.has(id)).length;
  const lost = (row) => !fresh.has(row.id) || (isFree(row) && !isFree(fresh.get(row.id)));
  const gone = [...shown.values()].filter((row) => lost(row) && !row.classList.contains('is-taken'));
  showCounts(page);
  await markLost(gone);
  refresh(shown, fresh);
  if (added) announce(bar, added);
  else if (!gone.length) list().dataset.tag = next.dataset.tag;
}

export function mount(element) {
  const bar = element.querySelector('[data-news]');
  bar.addEventListener('click', () => showAll(bar));
  watchTicks(list);
  setInterval(() => look(bar).catch(() => {}), EVERY);
}
