// Side “Pieces”: save the selected elements for other models, and place saved ones; a single element is a template of its kind.
import { createReviver } from 'bpmn-js-native-copy-paste/lib/PasteUtil';
import { element } from '../../islands/element.js';
import { icon } from '../../islands/icon.js';
import { toast } from '../../islands/habits/toasts.js';
import { send } from '../requests.js';

class Pieces {
  constructor(root, page) {
    this.page = page;
    this.name = element('input', { class: 'form-control form-control-sm', id: 'piece-name', maxlength: 120, autocomplete: 'off' });
    this.about = element('input', { class: 'form-control form-control-sm', id: 'piece-about', maxlength: 500, autocomplete: 'off' });
    this.button = element('button', { class: 'btn btn-sm btn-primary', type: 'submit' }, icon('device-floppy'), ' Save selection');
    this.said = element('p', { class: 'side-said', role: 'status' });
    this.list = element('ul', { class: 'outline-list' });
    root.replaceChildren(
      element('form', { class: 'piece-new', onSubmit: (event) => { event.preventDefault(); this.save(); } },
        element('p', { class: 'muted small' }, 'Select elements on the canvas and keep them for other models. One element alone is a template with all its settings.'),
        element('label', { class: 'form-label', for: 'piece-name' }, 'Name'), this.name,
        element('label', { class: 'form-label', for: 'piece-about' }, 'What it is for'), this.about, this.button),
      this.said, this.list);
  }

  selected() { return this.page.modeler.get('selection').get().filter(({ type }) => type !== 'bpmn:Process' && type !== 'bpmn:Collaboration'); }

  say(text) { this.said.textContent = text; }

  async act(work) {
    try {
      this.say('');
      await work();
      await this.load();
    } catch (error) {
      this.say(error.message);
    }
  }

  save() {
    const elements = this.selected();
    if (!elements.length) return this.say('Select the elements to keep first.');
    const content = JSON.stringify(this.page.modeler.get('copyPaste').createTree(elements));
    return this.act(async () => {
      await send('/snippets.json', 'POST', { name: this.name.value, description: this.about.value, content });
      toast(`“${this.name.value}” is kept for all models.`);
      this.name.value = this.about.value = '';
    });
  }

  async load() {
    const response = await fetch('/snippets.json', { credentials: 'same-origin' });
    if (!response.ok) throw new Error('The pieces could not be loaded.');
    const { snippets } = await response.json();
    if (!snippets.length) this.say('Nothing is kept yet.');
    this.list.replaceChildren(...snippets.map((piece) => this.line(piece)));
  }

  line(piece) {
    return element('li', {},
      element('div', { class: 'outline-name' }, element('b', {}, piece.name), element('span', { class: 'muted small' }, `by ${piece.by}`)),
      piece.description ? element('span', { class: 'small' }, piece.description) : null,
      element('div', { class: 'btn-row' },
        element('button', { class: 'btn btn-sm', type: 'button', onClick: () => this.place(piece) }, icon('plus'), ' Place'),
        element('button', { class: 'btn btn-sm btn-quiet', type: 'button', 'aria-label': `Delete ${piece.name}`, onClick: () => this.act(() => send(`/snippets/${piece.id}.json`, 'DELETE', {})) }, icon('trash'))));
  }

  /** Beside everything that is drawn, so that nothing is covered; then it is selected to be moved. */
  place(piece) {
    const modeler = this.page.modeler;
    const tree = JSON.parse(piece.content, createReviver(modeler.get('moddle')));
    const canvas = modeler.get('canvas');
    const root = canvas.getRootElement();
    const drawn = root.children?.length ? modeler.get('elementRegistry').filter(({ parent, waypoints }) => parent === root && !waypoints) : [];
    const host = drawn.find(({ type }) => type === 'bpmn:Participant') ?? root;
    const bottom = drawn.length ? Math.max(...drawn.map(({ y, height }) => y + height)) : 0;
    const left = drawn.length ? Math.min(...drawn.map(({ x }) => x)) : 0;
    const free = host === root ? { x: left + 150, y: bottom + 140 } : { x: host.x + host.width / 2, y: host.y + host.height / 2 };
    const placed = modeler.get('copyPaste').paste({ tree, element: host, point: free });
    if (!placed?.length) { this.say('It cannot be placed here.'); return; }
    modeler.get('selection').select(placed.filter(({ waypoints }) => !waypoints));
    canvas.scrollToElement(placed[0]);
  }
}

export async function mount(root, page) {
  await new Pieces(root, page).load();
}
