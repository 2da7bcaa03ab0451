// Side “Comments”: the server's page of comments beside the diagram; what is selected is what the next comment is about.
import htmx from 'htmx.org/dist/htmx.esm.js';
import { element } from '../../islands/element.js';

class Comments {
  constructor(root, page) {
    this.root = root;
    this.page = page;
  }

  async load() {
    const response = await fetch(`${this.page.url}/comments`, { credentials: 'same-origin', headers: { 'HX-Request': 'true', 'HX-Request-Type': 'partial' } });
    if (!response.ok) throw new Error(`The server answered ${response.status}.`);
    const holder = document.createElement('template');
    holder.innerHTML = await response.text();
    this.root.replaceChildren(holder.content);
    htmx.process(this.root);
    this.shown();
  }

  /** After every swap: say what the comment is about, and draw how many comments an element has. */
  shown() {
    const list = this.root.querySelector('.comments');
    if (!list) return;
    this.about(this.page.modeler.get('selection').get()[0]);
    const overlays = this.page.modeler.get('overlays');
    const registry = this.page.modeler.get('elementRegistry');
    overlays.remove({ type: 'comments' });
    for (const [id, count] of Object.entries(JSON.parse(list.dataset.counts))) {
      if (!registry.get(id)) continue;
      const sign = element('button', { type: 'button', class: 'comment-sign', title: `${count} open comment${count === 1 ? '' : 's'}`, onClick: () => this.page.sides.open('comments') }, String(count));
      overlays.add(id, 'comments', { position: { top: -12, right: 12 }, html: sign });
    }
  }

  about(shape) {
    const named = shape && shape.type !== 'bpmn:Process' && shape.type !== 'bpmn:Collaboration' && shape.type !== 'label' ? shape.businessObject : null;
    const form = this.root.querySelector('.comment-new');
    if (!form) return;
    form.elements.element.value = named?.id ?? '';
    form.elements.file.value = this.page.name();
    form.querySelector('label').textContent = `Comment on ${named ? named.name || named.id : 'the whole model'}`;
  }
}

export async function mount(root, page) {
  const comments = new Comments(root, page);
  await comments.load();
  page.modeler.on('selection.changed', ({ newSelection }) => comments.about(newSelection[0]));
  page.modeler.on('import.done', () => comments.shown());
  new MutationObserver(() => comments.shown()).observe(root, { childList: true });
  root.addEventListener('click', (event) => {
    const id = event.target.closest('[data-element]')?.dataset.element;
    if (id) page.problems.go(id);
  });
}
