// Beside the table: which recorded decisions would have come out differently with the table as it stands in the editor.
import { element } from '../islands/element.js';
import { icon } from '../islands/icon.js';
import { same, told } from './fields.js';

const MOST = 1000;
const PAGES = 20;
const SHOWN = 200;
const rules = (list) => (list.length ? `rule ${list.join(', ')}` : 'no rule');

const parts = (value) => (value !== null && typeof value === 'object' && !Array.isArray(value) ? value : null);

/** What differs between two answers: [name of the part, then, now]; nothing where only the rule is another. */
function changes(before, after) {
  if (same(before, after)) return [];
  const [then, now] = [parts(before), parts(after)];
  if (!then || !now) return [['', before, after]];
  return [...new Set([...Object.keys(then), ...Object.keys(now)])].filter((name) => !same(then[name], now[name])).map((name) => [name, then[name], now[name]]);
}

export class PastSide {
  constructor(panel, page) {
    this.panel = panel;
    this.page = page;
    this.out = element('div', { role: 'status' });
    this.start = element('button', { class: 'btn btn-sm', type: 'button', onClick: () => this.run() }, icon('history'), ' Compare with the past');
    this.intro = element('p', { class: 'muted' }, `Asks this table again what the newest ${MOST.toLocaleString()} recorded decisions were asked, and lists those that would have been different. Nothing is written.`);
    panel.replaceChildren(this.intro, element('div', { class: 'btn-row' }, this.start), this.out);
  }

  stale() {
    if (this.found) this.out.firstElementChild?.classList.add('is-stale');
  }

  async run() {
    const decision = this.page.editor.decision();
    if (!decision) return;
    const seen = { instances: 0, evaluations: 0, changed: [], oldest: null, further: false };
    this.start.disabled = true;
    try {
      for (let pages = 0, after = null; pages < PAGES && seen.evaluations < MOST; pages += 1) {
        const found = await this.page.ask('past', { decision: decision.id, after });
        seen.instances += found.instances;
        seen.evaluations += found.evaluations;
        seen.changed.push(...found.changed);
        seen.oldest = [seen.oldest, found.oldest].filter(Boolean).sort()[0] ?? null;
        after = found.next;
        seen.further = Boolean(after);
        this.out.replaceChildren(element('p', { class: 'muted' }, `${seen.evaluations.toLocaleString()} decisions asked again…`));
        if (!after) break;
      }
      this.found = seen;
      this.show(decision.id, seen);
    } catch (error) {
      this.out.replaceChildren(element('p', { class: 'note note-warn' }, error.message));
    }
    this.start.disabled = false;
  }

  show(id, { instances, evaluations, changed, oldest, further }) {
    const since = oldest ? ` back to ${new Date(oldest).toLocaleDateString()}` : '';
    const looked = !evaluations ? `${instances.toLocaleString()} instances were looked at.` : `${evaluations.toLocaleString()} recorded decisions in the newest ${instances.toLocaleString()} instances${since} were asked again${further ? '; older ones were not looked at' : ''}.`;
    const answers = changed.filter(({ answer }) => answer).length;
    const same = changed.length - answers;
    const head = !evaluations ? 'No instance has asked this decision yet.' : !changed.length ? 'Nothing would have been different.' : `${answers.toLocaleString()} would have been different${same ? `, ${same.toLocaleString()} the same by another rule` : ''}.`;
    const [tone, picture] = !evaluations ? ['', 'info-circle'] : answers ? ['note-warn', 'alert-triangle'] : ['note-ok', 'circle-check'];
    this.out.replaceChildren(
      element('div', { class: `note ${tone}` }, icon(picture), element('div', {}, element('b', {}, head), element('br'), looked)),
      ...(changed.length ? [this.download(id), element('ul', { class: 'decision-past' }, ...changed.slice(0, SHOWN).map((one) => this.line(one)))] : []),
      ...(changed.length > SHOWN ? [element('p', { class: 'muted' }, `${(changed.length - SHOWN).toLocaleString()} more stand in the CSV file.`)] : []));
  }

  line({ url, key, process, at, inputs, before, after, error, rules_before: was, rules_after: is }) {
    return element('li', {},
      element('a', { href: url }, key), ' ', element('small', { class: 'muted' }, `${process}, ${new Date(at).toLocaleString()}`),
      element('p', { class: 'decision-past-inputs' }, Object.entries(inputs).map(([name, value]) => `${name} = ${JSON.stringify(value)}`).join(', ')),
      ...(error ? [element('p', {}, told(before), ' → ', element('b', { class: 'text-bad' }, error))] : changes(before, after).map(([name, then, now]) =>
        element('p', {}, name ? element('span', { class: 'muted' }, `${name} `) : '', told(then), ' → ', element('b', {}, told(now))))),
      element('p', { class: 'muted' }, error ? `${rules(was)} then` : `${rules(was)} → ${rules(is)}`));
  }

  download(id) {
    const token = document.querySelector('meta[name=csrf-token]')?.content ?? '';
    const hidden = (name, value) => element('input', { type: 'hidden', name, value });
    const xml = hidden('xml', '');
    const form = element('form', { method: 'post', action: `${this.page.fileUrl}/past.csv` }, hidden('csrf_token', token), hidden('decision', id), xml,
      element('button', { class: 'btn btn-sm' }, icon('download'), ' CSV'));
    form.addEventListener('submit', async (event) => {
      if (xml.value) return;
      event.preventDefault();
      xml.value = await this.page.editor.xml();
      form.submit();
      xml.value = '';
    });
    return form;
  }
}
