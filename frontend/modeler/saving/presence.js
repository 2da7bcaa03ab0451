// Says that the model is open here, and learns who else has it open and whether somebody saved.
import { element } from '../../islands/element.js';
import { fetchText } from '../../viewer/canvas.js';
import { icon } from '../../islands/icon.js';
import { send } from '../requests.js';
import { bar, button, takeTheirs } from './conflict.js';

const EVERY = 20_000;

export class Presence {
  constructor(page, host) {
    this.page = page;
    this.host = host;
    this.ask();
    for (const kind of ['saved', 'published']) page.on(kind, () => this.askSoon());
    setInterval(() => this.ask(), EVERY);
    document.addEventListener('visibilitychange', () => this.ask());
  }

  askSoon() {
    clearTimeout(this.asking);
    this.asking = setTimeout(() => this.ask(), 3000);
  }

  async ask() {
    if (document.hidden || !this.page.root.isConnected) return;
    try {
      const found = await send(`${this.page.url}/presence.json`, 'POST', {});
      this.show(found.others);
      this.live(found.live);
      if (found.removed) bar(this.page, 'removed', 'note-warn', 'This model was put in the bin. What you draw is still stored; take it out of the bin on the list of processes.');
      this.page.autosave.wake();
      await this.compare(found);
    } catch { /* saving says what is wrong with the connection */ }
  }

  show(others) {
    const names = others.length > 2 ? `${others[0]} and ${others.length - 1} others` : others.join(' and ');
    this.host.hidden = !others.length;
    this.host.title = others.join(', ');
    this.host.replaceChildren(icon('users'), element('span', {}, others.length ? `${names} ${others.length > 1 ? 'have' : 'has'} this open` : ''));
  }

  /** The badge of what is live follows what is saved. */
  live({ text, tone, icon: picture, story }) {
    const badge = this.page.root.querySelector('[data-live] > .chip');
    if (!badge) return;
    badge.parentElement.title = story;
    badge.className = `chip${tone ? ` chip-${tone}` : ''}`;
    badge.replaceChildren(icon(picture), text);
  }

  /** Somebody saved while nothing was drawn here: another file changes nothing for this one. */
  async compare({ version, name, at, mine }) {
    const { autosave, root } = this.page;
    if (!autosave.clean || Number(version) <= Number(autosave.version)) return;
    const xml = await fetchText(root.dataset.xmlUrl);
    if (!autosave.clean) return;
    if (xml.trim() === (autosave.stored ?? '').trim()) {
      autosave.version = String(version);
      return;
    }
    const who = mine ? 'You saved this model in another tab' : `${name} saved this model`;
    const note = bar(this.page, 'newer', 'note-info', `${who} at ${new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })}. You still see what was there before.`,
      button('Show it', async () => { note.remove(); await takeTheirs(this.page); }, 'btn-primary'));
  }
}
