// The side `Versions`: every state the draft was in, with its name, who saved it, and the ways back to it.
import { element } from '../../islands/element.js';
import { icon } from '../../islands/icon.js';
import { toast } from '../../islands/habits/toasts.js';
import { fetchJson, fetchText } from '../../viewer/canvas.js';
import { send } from '../requests.js';

const KINDS = { published: ['rocket', 'Published'], named: ['bookmark', 'Named'], autosaved: ['cloud-check', 'Autosaved'] };
const SHOWN = 25;

const when = (moment) => new Date(moment).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' });

class Versions {
  constructor(root, page) {
    this.root = root;
    this.page = page;
    this.id = page.url.split('/').pop();
    for (const kind of ['saved', 'published']) page.on(kind, () => this.refresh());
    page.on('side', (id) => { if (id === 'versions') this.refresh(); });
  }

  async refresh() {
    // A list that nobody looks at, or in which somebody types, is left alone.
    if (this.root.hidden || this.root.querySelector('form')) return;
    await this.load();
  }

  async load() {
    const found = await fetchJson(`${this.page.url}/versions.json`);
    this.root.replaceChildren(
      element('div', { class: 'side-head' }, element('p', {}, icon('rocket'), element('span', { title: found.live.story }, found.live.badge)),
        element('a', { class: 'btn btn-sm', href: `${this.page.url}/versions` }, 'All versions')),
      element('ol', { class: 'side-versions' }, ...found.versions.slice(0, SHOWN).map((version) => this.line(version))));
  }

  line(version) {
    const [picture, word] = version.live ? ['rocket', 'Live'] : KINDS[version.kind];
    const title = version.name || `Version ${version.number}`;
    const actions = [
      this.action('bookmark', `Name ${title}`, (button) => this.name(button.closest('li'), version)),
      element('a', { class: 'btn btn-sm btn-icon btn-quiet', href: `/compare?a=draft:${this.id}:${version.number}&b=draft:${this.id}`, target: '_blank', 'aria-label': `Compare ${title} with now`, title: 'Compare with now' }, icon('git-compare')),
      this.action('history', `Restore ${title}`, () => this.restore(version)),
    ];
    return element('li', { 'data-now': version.now },
      element('div', { class: 'side-version-words' }, element('b', {}, title), ' ',
        element('span', { class: `chip ${version.live ? 'chip-ok' : 'chip-quiet'}` }, icon(picture), word),
        element('small', {}, `${version.by}, ${when(version.at)}`), version.note ? element('small', {}, version.note) : version.what ? element('small', {}, version.what) : null),
      version.now ? element('span', { class: 'muted' }, 'Now', actions[0]) : element('span', { class: 'side-version-actions' }, ...actions));
  }

  action(picture, label, run) {
    return element('button', { class: 'btn btn-sm btn-icon btn-quiet', type: 'button', 'aria-label': label, title: label, onClick: (event) => run(event.currentTarget) }, icon(picture));
  }

  name(item, version) {
    const field = element('input', { class: 'form-control form-control-sm', value: version.name, maxlength: 200, 'aria-label': `Name of version ${version.number}`, placeholder: 'Name of this version' });
    const close = () => { form.remove(); this.load(); };
    const form = element('form', { class: 'side-version-name', onSubmit: async (event) => {
      event.preventDefault();
      await this.ask(() => send(`${this.page.url}/versions/${version.number}/name`, 'POST', { name: field.value, note: version.note }));
      close();
    }, onKeydown: (event) => { if (event.key === 'Escape') close(); } },
    field, element('button', { class: 'btn btn-sm btn-primary' }, 'Keep'), element('button', { class: 'btn btn-sm', type: 'button', onClick: close }, 'Cancel'));
    item.append(form);
    field.focus();
  }

  /** What is drawn now is saved first, so that it stays in the list. */
  async restore(version) {
    await this.ask(async () => {
      await this.page.save();
      const { version: revision } = await send(`${this.page.url}/versions/${version.number}/restore`, 'POST', {});
      await this.page.open(await fetchText(this.page.root.dataset.xmlUrl), { version: revision });
      toast(`Version ${version.number} is back. What was there before stays in the list.`);
    });
    await this.load();
  }

  async ask(act) {
    try {
      await act();
    } catch (error) {
      toast(error.message, { tone: 'error' });
    }
  }
}

export async function mount(root, page) {
  await new Versions(root, page).load();
}
