// What one journal entry was: title, actor, and the data it changed, as a difference, in full or raw.
import { element } from '../islands/element.js';
import { flatDiff } from './flat-diff.js';

const VIEWS = [['diff', 'Changed'], ['full', 'All data'], ['raw', 'Entry']];
const text = (value) => (value === undefined ? '' : JSON.stringify(value, null, 1));

function changes(before, after) {
  const rows = flatDiff(before, after);
  if (!rows.length) return element('p', { class: 'muted small m-0' }, 'No data changed in this step.');
  return element('div', { class: 'diff' }, ...rows.map(({ op, path, from, to }) => element('div', {}, element('span', {}, path),
    op === 'add' ? null : element('del', {}, text(from)), op === 'remove' ? null : element('ins', {}, text(to)))));
}

export class Detail {
  constructor(host) {
    this.view = 0;
    this.title = element('b');
    this.kind = element('span', { class: 'chip' });
    this.actor = element('span', { class: 'replay-actor' });
    this.tabs = VIEWS.map(([, label], index) => element('button', { type: 'button', onClick: () => this.choose(index) }, label));
    this.body = element('div', { 'aria-live': 'off' });
    host.replaceChildren(element('div', { class: 'replay-now' }, this.title, this.kind, this.actor), element('div', { class: 'tabs', role: 'group', 'aria-label': 'Data' }, ...this.tabs), this.body);
    host.hidden = false;
  }

  show(entry, before, after) {
    this.now = { entry, before, after };
    this.title.textContent = entry.title;
    this.kind.textContent = entry.kind ?? '';
    this.kind.hidden = !entry.kind;
    this.actor.textContent = entry.actor ?? '';
    this.render();
  }

  choose(index) { this.view = index; this.render(); }

  next() { this.choose((this.view + 1) % VIEWS.length); }

  render() {
    this.tabs.forEach((tab, index) => tab.setAttribute('aria-pressed', String(index === this.view)));
    const { entry, before, after } = this.now;
    const pages = { diff: () => changes(before, after), full: () => element('pre', { class: 'data' }, text(after)), raw: () => element('pre', { class: 'data' }, text(entry)) };
    this.body.replaceChildren(pages[VIEWS[this.view][0]]());
  }
}
