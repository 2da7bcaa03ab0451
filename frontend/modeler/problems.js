// The list under the canvas: what the server found, each line leading to its element, which carries a sign.
import { element } from '../islands/element.js';
import { icon } from '../islands/icon.js';
import { focus, inView } from '../viewer/canvas.js';

const count = (number, word) => `${number} ${word}${number === 1 ? '' : 's'}`;

export class Problems {
  constructor(host, modeler) {
    this.host = host;
    this.modeler = modeler;
    this.summary = host.querySelector('summary');
    this.list = host.querySelector('ul');
  }

  /** Shows `problems` ({rule, message, element_id, level}); errors open the list. */
  show(problems, { open = false } = {}) {
    const errors = problems.filter(({ level }) => level !== 'warning').length;
    const words = problems.length ? [count(errors, 'error'), count(problems.length - errors, 'warning')].join(', ') : 'No problems found';
    this.summary.replaceChildren(icon(errors ? 'alert-circle' : problems.length ? 'alert-triangle' : 'circle-check'), element('span', {}, words));
    this.list.replaceChildren(...problems.map((problem) => this.line(problem)));
    this.host.dataset.level = errors ? 'error' : problems.length ? 'warning' : 'ok';
    if (open) this.host.open = problems.length > 0;
    this.sign(problems);
  }

  line({ rule, message, element_id: id, level = 'error' }) {
    const name = this.modeler.get('elementRegistry').get(id)?.businessObject.name;
    const words = element('span', {}, ...(id ? [element('b', {}, name || id), ' '] : []), message);
    return element('li', {}, element('button', { type: 'button', 'data-level': level, onClick: () => this.go(id) },
      icon(level === 'warning' ? 'alert-triangle' : 'alert-circle'), words, element('code', {}, rule ?? '')));
  }

  go(id) {
    const shape = this.modeler.get('elementRegistry').get(id);
    if (!shape) return;
    if (!inView(this.modeler, id)) focus(this.modeler, id);
    this.modeler.get('selection').select(shape);
  }

  sign(problems) {
    const overlays = this.modeler.get('overlays');
    const registry = this.modeler.get('elementRegistry');
    overlays.remove({ type: 'problem' });
    const worst = new Map();
    for (const { element_id: id, level = 'error', message } of problems) {
      if (registry.get(id) && worst.get(id)?.level !== 'error') worst.set(id, { level, message });
    }
    for (const [id, { level, message }] of worst) {
      overlays.add(id, 'problem', { position: { top: -10, left: -10 }, html: element('span', { class: 'problem-sign', 'data-level': level, title: message }, '!') });
    }
  }
}
