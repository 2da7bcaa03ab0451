// Saves the draft of a form: a moment after the last key, when a field is left, and when the page goes away.
import { element } from '../element.js';
import { icon } from '../icon.js';
import { locale, timeZone } from '../locale.js';

const PAUSE = 1500;
const LARGEST_FAREWELL = 60_000; // a browser sends no more while it leaves the page

export function watchDraft(form, state) {
  const { draft: address, saving, saved, failed } = state.dataset;
  const line = state.firstElementChild;
  let timer;
  let last = told(form);
  let busy = false;
  let again = false;
  let stopped = false;

  function say(picture, text, at) {
    line.replaceChildren(...(picture ? [icon(picture)] : []), text, ...(at ? [' ', clock(at)] : []));
  }

  async function save(force = false) {
    clearTimeout(timer);
    if (stopped || !form.isConnected) return;
    if (busy) { again = true; return; }
    const now = told(form);
    if (now === last && !force) return;
    busy = true;
    say('cloud-upload', saving);
    try {
      const answer = await fetch(address, { method: 'POST', body: fields(form, force), headers: { Accept: 'application/json' } });
      if (answer.status === 409) conflict(await answer.json());
      else if (!answer.ok) throw new Error(`status ${answer.status}`);
      else {
        const { revision, at } = await answer.json();
        remember(form, revision);
        last = now;
        say('cloud-check', saved, at);
      }
    } catch {
      say('alert-circle', failed);
      timer = setTimeout(save, 10 * PAUSE);
    } finally {
      busy = false;
      if (again) { again = false; save(); }
    }
  }

  function conflict({ text, keep, take, at, on }) {
    stopped = true;
    say('', '');
    const note = element('div', { class: 'note note-warn', role: 'alert', tabindex: '-1', 'data-draft-conflict': true }, icon('versions'),
      element('div', {}, text, ' (', on ? `${on}, ` : '', clock(at), ')', element('span', { class: 'btn-row' },
        element('button', { class: 'btn btn-sm', type: 'button', onClick: () => { note.remove(); stopped = false; save(true); } }, keep), ' ',
        element('button', { class: 'btn btn-sm', type: 'button', onClick: () => location.reload() }, take))));
    form.before(note);
    note.focus();
  }

  function farewell() {
    if (stopped || !form.isConnected || told(form) === last) return;
    const body = fields(form);
    if (told(form).length < LARGEST_FAREWELL) navigator.sendBeacon(address, body);
  }

  const soon = () => { clearTimeout(timer); timer = setTimeout(save, PAUSE); };
  form.addEventListener('input', (event) => { if (event.target.type !== 'file') soon(); });
  form.addEventListener('change', (event) => { if (event.target.type !== 'file') soon(); });
  form.addEventListener('focusout', () => { if (told(form) !== last) { clearTimeout(timer); timer = setTimeout(save, 200); } });
  form.addEventListener('submit', () => clearTimeout(timer));
  window.addEventListener('pagehide', farewell);
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') save(); });
  return { changed: () => save() };
}

/** Everything but files, which are sent for themselves, and what belongs to this page only. */
function fields(form, force = false) {
  const data = new FormData(form);
  for (const [name, value] of [...data.entries()]) if (value instanceof File) data.delete(name);
  for (const hidden of form.querySelectorAll('[data-file-address]')) data.set(hidden.name, hidden.value);
  if (force) data.set('~op', 'draft-anyway');
  return data;
}

function told(form) {
  const data = fields(form);
  for (const name of ['~revision', 'csrf_token']) data.delete(name);
  return new URLSearchParams([...data.entries()]).toString();
}

function remember(form, revision) {
  const held = form.elements.namedItem('~revision');
  if (held) held.value = revision;
}

function clock(at) {
  const moment = new Date(at);
  const text = new Intl.DateTimeFormat(locale(), { timeStyle: 'short', timeZone: timeZone() }).format(moment);
  return element('time', { datetime: at }, text);
}
