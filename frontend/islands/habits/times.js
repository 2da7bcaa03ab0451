// `<time data-relative>`: "3 h ago" in the person's language, the exact moment on hover; `data-local` shows local time.
import { locale, timeZone } from '../locale.js';
import { relative } from '../relative.js';

function show(time, now) {
  const at = new Date(time.dateTime);
  if (Number.isNaN(at.getTime())) return;
  const exact = new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short', timeZone: timeZone() }).format(at);
  if (!time.title) time.title = exact;
  const today = (moment) => new Intl.DateTimeFormat('en-CA', { timeZone: timeZone() }).format(moment);
  if (time.dataset.local === 'clock' && today(at) === today(now)) {
    time.textContent = new Intl.DateTimeFormat(locale(), { timeStyle: 'short', timeZone: timeZone() }).format(at);
    return;
  }
  const text = time.hasAttribute('data-relative') ? relative(at, now, document.documentElement.lang, time.dataset.relative || 'long') : exact;
  if (time.textContent !== text) time.textContent = text;
}

function showAll(root) {
  const now = new Date();
  root.querySelectorAll?.('time[data-relative], time[data-local]').forEach((time) => show(time, now));
}

export function watchTimes(root) {
  showAll(root);
  setInterval(() => showAll(root), 60_000);
  root.addEventListener('htmx:after:swap', () => showAll(root));
}
