// Beside the table: inputs to try, with the cells that match marked in it, and a list of examples with what they should answer.
import { element } from '../islands/element.js';
import { icon } from '../islands/icon.js';
import { field, same, short, told, values } from './fields.js';

const PAUSE = 250;
const button = (label, picture, onClick, look = '') => element('button', { class: `btn btn-sm ${look}`, type: 'button', onClick }, icon(picture), ` ${label}`);
const inputs = (row) => Object.entries(row).map(([name, value]) => `${name} = ${JSON.stringify(value)}`).join(', ') || 'nothing given';

export class TrySide {
  constructor(panel, page) {
    this.panel = panel;
    this.page = page;
    this.form = element('div', { class: 'decision-try' });
    this.answer = element('div', { class: 'decision-answer', role: 'status' });
    this.list = element('div', { class: 'decision-examples' });
    this.tools = element('div', { class: 'btn-row' }, button('Keep as example', 'bookmark', () => this.keep()));
    panel.replaceChildren(this.form, this.answer, this.tools, this.list);
  }

  /** The file changed: its inputs are offered, what is given is tried again. */
  refresh(about) {
    this.about = about;
    const asks = about?.asks ?? [];
    const shape = JSON.stringify(asks.map(({ text, kind, heading, values: listed }) => [text, kind, heading, listed]));
    if (shape !== this.shape) {
      this.shape = shape;
      const given = values(this.form);
      this.form.replaceChildren(...(asks.length ? asks.map((column) => field(column, given[column.text], () => this.soon())) : [element('p', { class: 'muted' }, about ? 'This decision looks at nothing that could be given.' : '')]));
    }
    return this.run();
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.run(), PAUSE);
  }

  rows() { return this.page.examples[this.about?.id] ?? []; }

  /** Tries the fields and every example in one question. */
  async run() {
    clearTimeout(this.timer);
    const usable = Boolean(this.about) && !this.about.refused;
    for (const part of [this.tools, this.list]) part.hidden = !usable;
    if (!usable) return this.say(this.about ? 'This decision is not evaluated here.' : 'Choose a decision above the diagram.');
    const asked = (this.asked = Symbol('run'));
    const rows = this.rows();
    const given = values(this.form);
    try {
      const { answers } = await this.page.ask('try', { decision: this.about.id, rows: [given, ...rows.map(({ inputs: row }) => row)] });
      if (asked !== this.asked) return;
      this.tell(given, answers[0]);
      this.examples(rows, answers.slice(1));
    } catch (error) {
      if (asked === this.asked) this.say(error.message);
    }
  }

  say(words) {
    this.answer.replaceChildren(element('p', { class: 'muted' }, words));
    this.page.marks.clear('try');
  }

  tell(given, answer) {
    this.last = { inputs: given, expected: answer.value };
    if (!Object.keys(given).length) return this.say('Give some inputs: the cells that match are marked in the table.');
    const rules = answer.rules.length ? `Rule ${answer.rules.join(', ')}` : 'No rule';
    const near = answer.rules.length || answer.error ? [] : [element('p', { class: 'muted' }, this.nearest(answer.cells))];
    this.answer.replaceChildren(element('p', { class: 'muted' }, answer.error ? 'No answer' : rules), answer.error ? element('p', { class: 'text-bad' }, answer.error) : this.parts(answer.value), ...near);
    this.mark(answer);
  }

  parts(value) {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return element('p', {}, element('b', {}, told(value)));
    return element('dl', {}, ...Object.entries(value).map(([name, part]) => element('div', {}, element('dt', {}, name), element('dd', {}, told(part)))));
  }

  nearest(cells) {
    const misses = cells.map((row) => row.filter((one) => one === false).length);
    const least = Math.min(...misses);
    const rule = misses.indexOf(least);
    return cells.length ? `Nearest: rule ${rule + 1}; ${cells[rule].map((one, column) => (one === false ? this.about.inputs[column] : '')).filter(Boolean).join(' and ')} does not match.` : 'The table has no rules.';
  }

  mark({ cells, rules }) {
    if (this.page.side !== 'try') return this.page.marks.clear('try');
    const { id, inputs: heads } = this.about;
    const at = (rule, column) => this.page.editor.idAt({ decision: id, rules: [rule], column });
    const seen = cells.flatMap((row, rule) => row.map((one, column) => [at(rule + 1, column + 1), one === true ? 'yes' : 'no'])).filter(([cell]) => !this.page.editor.anything(cell));
    const hit = rules.flatMap((rule) => this.about.outputs.map((_, place) => [at(rule, heads.length + place + 1), 'hit']));
    this.page.marks.set('try', [...seen, ...hit]);
  }

  keep() {
    if (!this.about || !this.last) return;
    this.change([...this.rows(), this.last]);
  }

  async suggest() {
    try {
      const { examples } = await this.page.ask('suggest', { decision: this.about.id });
      const found = examples.map((one, place) => one && !one.error && { name: `Rule ${place + 1}`, inputs: one.inputs, expected: one.expected }).filter(Boolean);
      const fresh = found.filter(({ inputs: row }) => !this.rows().some(({ inputs: other }) => same(row, other)));
      this.change([...this.rows(), ...fresh]);
      const missing = examples.length - found.length;
      if (missing) this.answer.append(element('p', { class: 'muted' }, `No example was found for ${missing} rule${missing === 1 ? '' : 's'}.`));
    } catch (error) {
      this.say(error.message);
    }
  }

  change(rows) {
    this.page.keepExamples(this.about.id, rows);
    this.run();
  }

  examples(rows, answers) {
    const lines = rows.map((row, place) => this.line(row, answers[place], place));
    const red = answers.filter((answer, place) => answer.error || !same(answer.value, rows[place].expected)).length;
    const head = element('div', { class: 'decision-examples-head' }, element('h2', { class: 'card-title' }, 'Examples'),
      ...(rows.length ? [element('span', { class: `chip ${red ? 'chip-danger' : 'chip-ok'}` }, icon(red ? 'circle-x' : 'circle-check'), red ? `${red} of ${rows.length} differ` : `${rows.length} as expected`)] : []),
      button('One per rule', 'wand', () => this.suggest()));
    this.list.replaceChildren(head, rows.length ? element('ul', {}, ...lines) : element('p', { class: 'muted' }, 'Examples say what the table should answer. They are kept with the draft, are tried after every change, and are never deployed.'));
    this.page.count('try', red || '', red ? 'error' : '');
  }

  line(row, answer, place) {
    const good = !answer.error && same(answer.value, row.expected);
    const accept = () => this.change(this.rows().map((one, at) => (at === place ? { ...one, expected: answer.value } : one)));
    return element('li', { 'data-good': String(good) }, icon(good ? 'circle-check' : 'circle-x'),
      element('button', { class: 'decision-example', type: 'button', title: 'Try these inputs', onClick: () => this.fill(row.inputs) },
        element('span', { class: 'visually-hidden' }, good ? 'As expected: ' : 'Differs: '), element('span', {}, inputs(row.inputs)), element('span', { class: 'muted', title: told(row.expected) }, `→ ${short(row.expected)}`),
        ...(good ? [] : [element('span', { class: 'text-bad', title: told(answer.value) }, `now ${answer.error || short(answer.value)}`)])),
      element('span', { class: 'decision-example-tools' },
        ...(good || answer.error ? [] : [element('button', { class: 'btn btn-sm btn-icon btn-quiet', type: 'button', 'aria-label': 'Expect the present answer', title: 'Expect the present answer', onClick: accept }, icon('checkbox'))]),
        element('button', { class: 'btn btn-sm btn-icon btn-quiet', type: 'button', 'aria-label': 'Remove the example', onClick: () => this.change(this.rows().filter((_, at) => at !== place)) }, icon('x'))));
  }

  fill(row) {
    for (const control of this.form.querySelectorAll('[data-text]')) control.value = row[control.dataset.text] === undefined ? '' : typeof row[control.dataset.text] === 'object' ? JSON.stringify(row[control.dataset.text]) : String(row[control.dataset.text]);
    this.run();
  }
}
