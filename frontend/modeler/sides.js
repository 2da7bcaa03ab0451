// The tabs beside the canvas: properties stand there from the start, every other side loads when it is first opened.
import { element } from '../islands/element.js';
import { icon } from '../islands/icon.js';

/** `load` answers a module whose `mount(root, page)` fills the side; `page` is the ModelPage, with `page.on(kind, listener)`. */
const SIDES = [
  { id: 'properties', label: 'Properties', icon: 'adjustments-horizontal' },
  { id: 'variables', label: 'Variables', icon: 'variable', load: () => import('./sides/variables.js') },
  { id: 'pieces', label: 'Pieces', icon: 'puzzle', load: () => import('./sides/pieces.js') },
  { id: 'comments', label: 'Comments', icon: 'message-2', load: () => import('./sides/comments.js') },
  { id: 'versions', label: 'Versions', icon: 'versions', load: () => import('./sides/versions.js') },
  { id: 'test', label: 'Test', icon: 'flask', load: () => import('./sides/test.js') },
];

const KEPT = 'baton.modeler.side';

export class Sides {
  constructor(root, page) {
    this.root = root;
    this.page = page;
    this.loaded = new Set(['properties']);
    this.list = element('div', { class: 'modeler-tabs', role: 'tablist', 'aria-label': 'Beside the diagram' }, ...SIDES.map((side) => this.tab(side)));
    root.prepend(this.list);
    root.append(...SIDES.filter((side) => side.load).map((side) => this.panel(side)));
    this.list.addEventListener('keydown', (event) => this.step(event));
    this.open(this.wanted(), { focus: false });
  }

  wanted() {
    const asked = location.hash.slice(1) || sessionStorage.getItem(KEPT);
    return SIDES.some((side) => side.id === asked) ? asked : 'properties';
  }

  tab(side) {
    return element('button', { type: 'button', role: 'tab', id: `tab-${side.id}`, 'aria-controls': `side-${side.id}`, title: side.label, onClick: () => this.open(side.id) },
      icon(side.icon), element('span', {}, side.label));
  }

  panel(side) {
    return element('div', { class: 'modeler-side', role: 'tabpanel', id: `side-${side.id}`, 'aria-labelledby': `tab-${side.id}`, hidden: true });
  }

  async open(id, { focus = false } = {}) {
    for (const side of SIDES) {
      const on = side.id === id;
      const tab = this.list.querySelector(`#tab-${side.id}`);
      tab.setAttribute('aria-selected', String(on));
      tab.tabIndex = on ? 0 : -1;
      if (on && focus) tab.focus();
      this.root.querySelector(`#side-${side.id}`).hidden = !on;
    }
    sessionStorage.setItem(KEPT, id);
    await this.load(SIDES.find((side) => side.id === id));
    this.page.tell('side', id);
  }

  async load(side) {
    if (this.loaded.has(side.id)) return;
    this.loaded.add(side.id);
    const panel = this.root.querySelector(`#side-${side.id}`);
    panel.setAttribute('aria-busy', 'true');
    try {
      await (await side.load()).mount(panel, this.page);
    } catch (error) {
      this.loaded.delete(side.id);
      panel.replaceChildren(element('p', { class: 'note note-danger' }, `This part could not be loaded. Open it again to try once more. (${error.message})`));
    }
    panel.removeAttribute('aria-busy');
  }

  step(event) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    const at = SIDES.findIndex((side) => this.list.querySelector(`#tab-${side.id}`).tabIndex === 0);
    this.open(SIDES[(at + by + SIDES.length) % SIDES.length].id, { focus: true });
  }
}
