// The worklist beside a task: which row is open, where the focus goes, and whether the list is shown.
import { register } from '../habits/keyboard.js';

const YEAR = 31_536_000;

function mark(work) {
  for (const row of document.querySelectorAll('[data-row-task]')) {
    if (row.dataset.rowTask === work.dataset.work) row.setAttribute('aria-current', 'page');
    else row.removeAttribute('aria-current');
  }
  document.querySelector('[data-row-task][aria-current]')?.scrollIntoView({ block: 'nearest' });
}

/** A task came into the place of another one: people who do not see it hear its name. */
function arrived(before) {
  const work = document.getElementById('work');
  if (!work?.dataset.work) return;
  mark(work);
  if (work.dataset.work === before) return;
  document.title = work.dataset.title;
  work.querySelector('[data-work-heading]')?.focus({ preventScroll: true });
  scrollTo({ top: 0 });
}

function setWide(wide) {
  const desk = document.querySelector('[data-desk]');
  desk.classList.toggle('is-wide', wide);
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  document.cookie = `desk=${wide ? 1 : 0}; path=/; max-age=${YEAR}; SameSite=Lax${secure}`;
  dispatchEvent(new Event('resize'));
  return true;
}

const toggle = () => Boolean(document.querySelector('[data-desk]')) && setWide(!document.querySelector('[data-desk]').classList.contains('is-wide'));

function leave() {
  const row = document.querySelector('[data-row-task][aria-current]');
  if (!document.querySelector('[data-desk]')) return false;
  if (row?.offsetParent && document.activeElement !== row) row.focus();
  else document.querySelector('.work-back')?.click();
  return true;
}

export function watchDesk(root) {
  let before = document.getElementById('work')?.dataset.work;
  document.querySelector('[data-row-task][aria-current]')?.scrollIntoView({ block: 'center' });
  root.addEventListener('htmx:after:swap', (event) => {
    const work = document.getElementById('work');
    const target = event.detail?.ctx?.target;
    // The same task again: somebody took it, or gave it back, and the list beside it says so, too.
    if (work && work.dataset.work === before && (target === work || target?.id === 'work')) {
      document.getElementById('beside')?.dispatchEvent(new CustomEvent('refresh'));
    }
    arrived(before);
    before = work?.dataset.work;
  });
  root.addEventListener('click', (event) => {
    if (!event.target.closest?.('[data-wide]')) return;
    event.preventDefault();
    toggle();
  });
  for (const key of ['J', 'K']) {
    register(key, () => {
      const step = document.querySelector(`[data-step="${key}"]`);
      step?.click();
      return Boolean(step);
    });
  }
  register('[', toggle);
  register('Escape', leave);
}
