// Putting a task aside: s asks until when for the row with the focus; in a list the row goes and the next one has the focus.
import { register } from '../habits/keyboard.js';
import { open } from './dialogs.js';

const here = () => location.pathname + location.search;
const ticked = () => document.querySelector('#worklist input[data-row]:checked');
const canRest = (line) => Boolean(line?.querySelector('input[data-row]')) && !line.classList.contains('is-taken');
const addressOf = (line) => `${line.id.replace('task-', '/tasks/')}/snooze?back=${encodeURIComponent(here())}`;

function ask() {
  const line = document.activeElement?.closest?.('.task-row[id]') ?? document.querySelector('.task-row.is-cursor[id]');
  const menu = ticked() && document.querySelector('#bulk summary[data-snooze]');
  if (menu) {
    const before = document.activeElement;
    const bulk = menu.parentElement;
    bulk.addEventListener('toggle', function closed() {
      if (bulk.open) return;
      bulk.removeEventListener('toggle', closed);
      before?.focus({ preventScroll: true });
    });
    menu.click();
    menu.nextElementSibling.querySelector('button')?.focus();
  } else if (canRest(line)) open(addressOf(line));
  else document.querySelector('#work [data-snooze]')?.click();
  return true;
}

function leave(line) {
  const links = [...document.querySelectorAll('#worklist [data-row-link]')];
  const at = links.findIndex((link) => line.contains(link));
  const group = line.closest('.worklist-group');
  line.remove();
  const count = group?.querySelector('.worklist-head .count');
  if (count) count.textContent = String(group.querySelectorAll('.task-row').length);
  (links[at + 1] ?? links[at - 1])?.focus();
}

async function send(form, button, line) {
  const body = new FormData(form, button);
  const headers = { 'HX-Request': 'true', 'HX-Request-Type': 'partial', 'X-CSRFToken': document.querySelector('meta[name="csrf-token"]').content };
  const answer = await fetch(form.getAttribute('action'), { method: 'POST', body, headers, credentials: 'same-origin' });
  const html = await answer.text();
  const said = new DOMParser().parseFromString(html, 'text/html').body;
  const dialog = form.closest('dialog');
  if (answer.status === 422) {
    form.replaceWith(...said.childNodes);
    dialog.querySelector('#snooze-until').focus();
  } else if (answer.ok) {
    dialog.close();
    const back = said.querySelector('input[name="back"]');
    if (back) back.value += `#${line.id}`;
    leave(line);
    document.getElementById('toasts').append(...said.children);
  } else location.reload();
}

/** One button for all rows: it stands in the row that the pointer is at. */
function lend(button) {
  document.addEventListener('pointerover', ({ target }) => {
    const line = target.closest?.('#worklist .task-row[id]');
    if (!line || line.contains(button)) return;
    button.hidden = !canRest(line);
    if (button.hidden) return;
    button.href = addressOf(line);
    line.append(button);
  });
  button.addEventListener('click', (event) => {
    event.preventDefault();
    open(button.href);
  });
}

export function watchSnoozing(root) {
  register('s', ask);
  const button = root.querySelector('[data-row-snooze]');
  if (button) lend(button);
  root.addEventListener('submit', (event) => {
    const form = event.target.closest?.('dialog form[data-snooze-task]');
    const line = form && document.getElementById(`task-${form.dataset.snoozeTask}`);
    if (!line || event.submitter?.formAction.endsWith('/wake')) return;
    event.preventDefault();
    send(form, event.submitter, line);
  });
}
