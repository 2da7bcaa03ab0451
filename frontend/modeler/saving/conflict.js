// Two people drew at once: the second one sees who was first, compares, and decides. Whatever is chosen, nothing is lost.
import { element } from '../../islands/element.js';
import { icon } from '../../islands/icon.js';
import { toast } from '../../islands/habits/toasts.js';
import { fetchText } from '../../viewer/canvas.js';
import { send } from '../requests.js';

const time = (moment) => new Date(moment).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });

/** A bar over the canvas; a second one of the same kind takes its place. */
export function bar(page, kind, tone, text, ...buttons) {
  page.root.querySelectorAll(`[data-bar=${kind}]`).forEach((old) => old.remove());
  const node = element('div', { class: `note ${tone} modeler-draft`, role: 'status', 'data-bar': kind },
    icon(tone === 'note-warn' ? 'alert-triangle' : 'info-circle'), element('p', {}, text), element('span', { class: 'note-end btn-row' }, ...buttons));
  page.root.querySelector('[data-canvas]').before(node);
  return node;
}

export function button(label, run, look = '') {
  return element('button', { class: `btn btn-sm ${look}`, type: 'button', onClick: run }, label);
}

/** Opens the page that shows what is stored beside what is drawn here. */
export async function compare(page) {
  const token = document.querySelector('meta[name=csrf-token]')?.content ?? '';
  const { name, xml } = await page.body();
  const hidden = (key, value) => element('input', { type: 'hidden', name: key, value });
  const form = element('form', { method: 'post', action: `${page.url}/compare`, target: '_blank', hidden: true }, hidden('csrf_token', token), hidden('name', name), hidden('xml', xml));
  document.body.append(form);
  form.submit();
  form.remove();
}

/** `theirs` is what the server said: {name, at, version}. */
export function offer(page, theirs) {
  const who = theirs.mine ? 'You saved this model in another tab' : `${theirs.name ?? 'Somebody else'} saved this model`;
  const text = `${who} at ${theirs.at ? time(theirs.at) : 'the same time'}, while you were drawing here. Your work is kept in this browser; nothing of it is stored yet.`;
  const note = bar(page, 'conflict', 'note-warn', text,
    button('Compare', () => compare(page), 'btn-primary'),
    button('Take theirs', () => done(() => takeTheirs(page))),
    button('Keep mine as a copy', () => done(() => keepCopy(page))),
    button('Overwrite with mine', () => done(async () => { await page.autosave.overwrite(theirs.version); toast('Yours is stored. Theirs stays among the versions.'); })));
  async function done(choice) {
    note.querySelectorAll('button').forEach((one) => { one.disabled = true; });
    try {
      await choice();
      note.remove();
    } catch (error) {
      note.querySelectorAll('button').forEach((one) => { one.disabled = false; });
      toast(error.message, { tone: 'error' });
    }
  }
}

/** Shows what is stored now. What was drawn here can be brought back as long as the page is open. */
export async function takeTheirs(page) {
  const [mine, had] = [await page.xml(), page.autosave.clean];
  const { version } = await send(`${page.url}/presence.json`, 'POST', {});
  await page.open(await fetchText(page.root.dataset.xmlUrl), { version });
  if (!had) toast('Theirs is shown now.', { action: { label: 'Bring mine back', run: () => page.open(mine, { unsaved: true }) } });
}

async function keepCopy(page) {
  const made = await send(`${page.url}/copy.json`, 'POST', await page.body());
  page.autosave.kept.forget();
  page.autosave.settled(page.autosave.version);
  location.assign(made.url);
}
