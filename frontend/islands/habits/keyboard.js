// Keys for lists: j/k move, Enter opens, x ticks, / searches, ? lists the keys.

const KEYS = [['j / k', 'Next or previous row'], ['Enter', 'Open the row'], ['x', 'Tick the row'], ['/', 'Search'], ['g t', 'My tasks'], ['g i', 'Instances'], ['?', 'This list']];
const PLACES = { t: 'tasks', i: 'instances', p: 'processes' };

const typing = (target) => target.closest?.('input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], .djs-container, dialog');

function move(step) {
  const rows = [...document.querySelectorAll('[data-row-link]')];
  if (!rows.length) return false;
  const at = rows.indexOf(document.activeElement);
  const next = rows[Math.min(rows.length - 1, Math.max(0, at + step))];
  next.focus();
  next.scrollIntoView({ block: 'nearest' });
  document.querySelectorAll('.is-cursor').forEach((row) => row.classList.remove('is-cursor'));
  next.closest('[data-row-item], tr, li')?.classList.add('is-cursor');
  return true;
}

function tick() {
  const box = document.querySelector('.is-cursor input[data-row]');
  box?.click();
  return Boolean(box);
}

function showKeys() {
  const dialog = document.createElement('dialog');
  dialog.setAttribute('aria-label', 'Keyboard');
  const list = document.createElement('dl');
  list.className = 'shortcuts';
  for (const [key, meaning] of KEYS) {
    const term = document.createElement('dt');
    const cap = document.createElement('kbd');
    cap.textContent = key;
    term.append(cap);
    const words = document.createElement('dd');
    words.textContent = meaning;
    list.append(term, words);
  }
  const head = document.createElement('div');
  head.className = 'dialog-head';
  head.textContent = 'Keyboard';
  const body = document.createElement('div');
  body.className = 'dialog-body';
  body.append(list);
  dialog.append(head, body);
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', () => dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  return true;
}

function search() {
  const box = document.querySelector('[data-search]') ?? document.querySelector('.jump input');
  box?.focus();
  return Boolean(box);
}

let going = 0;
function go(key) {
  const link = Date.now() - going < 900 && document.querySelector(`[data-go="${PLACES[key]}"]`);
  link && link.click();
  return Boolean(link);
}

function act(key) {
  if (PLACES[key] && go(key)) return true;
  if (key === 'g') { going = Date.now(); return false; }
  return { j: () => move(1), k: () => move(-1), x: tick, '/': search, '?': showKeys }[key]?.() ?? false;
}

export function watchKeyboard(root) {
  root.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      if ((event.ctrlKey || event.metaKey) && event.key === 'k' && search()) event.preventDefault();
      return;
    }
    if (typing(event.target)) return;
    if (act(event.key)) event.preventDefault();
  });
}
