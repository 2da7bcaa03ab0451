// Beside the table: what deployment would say about it right now, each line leading to its cell.
import { element } from '../islands/element.js';
import { icon } from '../islands/icon.js';

const ICONS = { error: 'alert-circle', warning: 'alert-triangle' };

/** A place in words: the rule and the heading of the column. */
function place({ decision, rules = [], column }, decisions) {
  const about = decisions.find(({ id }) => id === decision);
  const heading = [...(about?.inputs ?? []), ...(about?.outputs ?? [])][column - 1] ?? `column ${column}`;
  return rules.length ? `Rule ${rules.join(' and ')}, ${heading}` : heading;
}

export class CheckSide {
  constructor(panel, page) {
    this.panel = panel;
    this.page = page;
  }

  /** Shows `problems` and, of each decision, its hit policy in words. */
  show({ problems, decisions }) {
    const here = this.page.editor.decision()?.id;
    const policies = decisions.filter(({ id, words }) => words && (!here || id === here))
      .map(({ policy, words }) => element('p', { class: 'decision-policy' }, element('b', {}, `${policy}. `), words));
    const refused = decisions.filter(({ refused: why }) => why).map(({ name }) => name);
    const list = problems.length
      ? element('ul', { class: 'decision-problems' }, ...problems.map((problem) => this.line(problem, decisions)))
      : element('p', { class: 'decision-fine' }, icon('circle-check'), ' No gaps, overlaps or errors found.');
    this.panel.replaceChildren(...policies, ...(refused.length ? [element('p', { class: 'muted' }, `Not evaluated here, but kept as it is: ${refused.join(', ')}.`)] : []), list);
    this.panel.removeAttribute('aria-busy');
    this.sign(problems);
    const worst = problems.some(({ level }) => level === 'error') ? 'error' : problems.length ? 'warning' : '';
    this.page.count('check', problems.length, worst);
  }

  line({ message, level, rule, table, element_id: id }, decisions) {
    const where = table?.column ? place(table, decisions) : '';
    const go = () => this.page.editor.go(table ?? { decision: id });
    return element('li', {}, element('button', { type: 'button', 'data-level': level, onClick: go },
      icon(ICONS[level] ?? ICONS.error), element('span', {}, ...(where ? [element('b', {}, `${where}: `)] : []), message), element('code', {}, rule)));
  }

  sign(problems) {
    this.page.marks.set('problems', problems.filter(({ table }) => table?.column || table?.rules?.length).flatMap(({ table, level }) =>
      (table.rules.length ? table.rules : [undefined]).map((rule) => [this.page.editor.idAt({ ...table, rules: rule ? [rule] : [] }), level])));
  }

  busy() { this.panel.setAttribute('aria-busy', 'true'); }

  failed(message) {
    this.panel.removeAttribute('aria-busy');
    this.panel.prepend(element('p', { class: 'note note-warn' }, `The check did not answer: ${message}`));
  }
}
