// Side “Variables”: every variable of the model, where it is written and where it is read; each place leads to its element.
import { element } from '../../islands/element.js';
import { icon } from '../../islands/icon.js';
import { send } from '../requests.js';

const AFTER = 700;

class Variables {
  constructor(root, page) {
    this.page = page;
    this.found = [];
    this.filter = element('input', { class: 'form-control form-control-sm', type: 'search', placeholder: 'Find a variable', 'aria-label': 'Find a variable', onInput: () => this.draw() });
    this.list = element('ul', { class: 'outline-list' });
    this.said = element('p', { class: 'side-said', role: 'status' });
    root.replaceChildren(element('div', { class: 'side-head' }, this.filter), this.said, this.list);
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.load(), AFTER);
  }

  async load() {
    const asked = (this.asked = Symbol('variables'));
    try {
      const { variables } = await send(`${this.page.url}/variables`, 'POST', await this.page.body());
      if (asked !== this.asked) return;
      this.found = variables;
      this.draw();
    } catch (error) {
      this.said.textContent = error.message;
    }
  }

  draw() {
    const wanted = this.filter.value.trim().toLowerCase();
    const shown = this.found.filter(({ name }) => name.toLowerCase().includes(wanted));
    this.said.textContent = shown.length ? '' : this.found.length ? 'No variable is called like that.' : 'No variables yet. Forms, scripts and decisions write them.';
    this.list.replaceChildren(...shown.map((variable) => this.line(variable)));
  }

  line({ name, type, written, read }) {
    const warning = written.length ? '' : 'Nothing in this model writes it.';
    const unread = read.length ? '' : 'only kept';
    return element('li', {},
      element('div', { class: 'outline-name' }, element('code', {}, name), element('span', { class: 'muted small' }, [type, unread].filter(Boolean).join(', ')),
        warning ? element('span', { class: 'outline-warning', title: warning }, icon('alert-triangle'), element('span', {}, warning)) : null),
      this.places('Written', written), this.places('Read', read));
  }

  places(label, touches) {
    if (!touches.length) return null;
    return element('div', { class: 'outline-places' }, element('span', { class: 'muted small' }, label), ...touches.map((touch) => this.place(touch)));
  }

  place({ element_id: id, how }) {
    const shape = this.page.modeler.get('elementRegistry').get(id);
    const name = shape?.businessObject.name || id;
    return element('button', { type: 'button', class: 'chip chip-button', title: how, onClick: () => this.page.problems.go(id) }, `${name} (${how})`);
  }
}

export async function mount(root, page) {
  const variables = new Variables(root, page);
  page.on('changed', () => { if (!root.hidden) variables.later(); });
  page.on('side', (side) => { if (side === 'variables') variables.load(); });
}
