// Side "Test": plays the drawn model in the real engine on a fake clock, and keeps what was played as a scenario.
import { element } from '../../islands/element.js';
import { toast } from '../../islands/habits/toasts.js';
import { Refused, send } from '../requests.js';
import { begin } from './test/begin.js';
import { clock } from './test/clock.js';
import { Drawn } from './test/drawn.js';
import { button, field, iconButton, input, note, section } from './test/parts.js';
import { scenarios } from './test/results.js';
import { steps } from './test/steps.js';
import { continued, expecting, expects, merged, offers, played } from './test/story.js';
import { calls, listening, tasks } from './test/waiting.js';

const REPLAY_AFTER = 900;

class Test {
  constructor(root, page) {
    Object.assign(this, { root, page, ways: null, story: null, upto: 0, standing: null, file: null, results: null, score: null });
    this.drawn = new Drawn(page.modeler);
    this.body = element('div', { class: 'test' });
    root.append(this.body);
    page.on('side', (id) => this.seen(id === 'test'));
    page.on('changed', () => this.stale());
  }

  /** Asks the server about the story; the diagram goes along as it is on the screen. */
  async ask(path, more = {}) { return send(`${this.page.url}/test${path}`, 'POST', { ...(await this.page.body()), ...more }); }

  async load() {
    this.page.commitField();
    this.ways = await this.ask('/ways');
    this.render();
  }

  current() { return played(this.story, this.upto); }

  nameOf(id) { return this.page.modeler.get('elementRegistry').get(id)?.businessObject.name || this.standing?.path.find((one) => one.element_id === id)?.name || id; }

  lastAdvanced() { return Boolean(this.story.step?.[this.upto - 1]?.advance); }

  go(id) { this.drawn.go(id); }

  /** Plays `story` up to `upto` steps and shows what stands. */
  async play(story, upto = (story.step ?? []).length) {
    const asked = (this.asked = Symbol('play'));
    this.busy();
    try {
      const standing = await this.ask('', { story: played(story, upto) });
      if (asked === this.asked) this.stand(story, upto, standing);
    } catch (error) {
      if (asked === this.asked) this.fail(error);
    }
  }

  /** A form was accepted: the answer holds the story that goes on and what stands. */
  take({ story, standing }) {
    const { title = '' } = this.story ?? {};
    this.stand({ ...story, title }, (story.step ?? []).length, standing);
  }

  stand(story, upto, standing) {
    Object.assign(this, { story, upto, standing, error: null, coverageShown: false });
    this.render();
    this.drawn.story(standing);
    this.page.tell('tested', standing);
  }

  /** Until the answer is there nothing can be pressed: what is shown is about to be something else. */
  busy() {
    this.focused ??= keyOf(document.activeElement, this.body);
    this.body.setAttribute('aria-busy', 'true');
    this.body.inert = true;
  }

  step(step) { return this.play(continued(this.story, this.upto, step)); }

  to(upto) { return this.play(this.story, upto); }

  /** The story says something else at steps that are played already. */
  change(story, upto = this.upto) { return this.play(story, upto); }

  fail(error) {
    if (!(error instanceof Refused)) throw error;
    this.error = error;
    this.render();
    if (error.problems?.length) this.page.problems.show(error.problems);
  }

  restart() {
    Object.assign(this, { story: null, upto: 0, standing: null, file: null, error: null });
    this.drawn.clear();
    return this.load().catch((error) => this.fail(error));
  }

  /** The model was changed: what stands may be something else now. */
  stale() {
    this.old = true;
    if (this.results || this.score) { Object.assign(this, { results: null, score: null }); this.render(); }
    clearTimeout(this.replaying);
    if (this.visible && this.story) this.replaying = setTimeout(() => { this.old = false; this.play(this.story, this.upto); }, REPLAY_AFTER);
  }

  seen(visible) {
    if (this.visible === visible) return;
    this.visible = visible;
    if (!visible) { this.drawn.clear(); return; }
    if (!this.ways) return;
    if (this.old && this.story) { this.old = false; this.play(this.story, this.upto); } else if (this.old) this.restart();
    else if (this.standing) this.drawn.story(this.standing);
  }

  openFile({ file, story, origin }) {
    Object.assign(this, { file: origin === 'draft' ? file : null, opened: null });
    return this.play(story, (story.step ?? []).length);
  }

  async deleteFile({ file, title }) {
    await send(`${this.page.url}/scenarios/${encodeURIComponent(file)}`, 'DELETE', {});
    if (this.file === file) this.file = null;
    this.results = null;
    toast(`“${title}” is deleted. Earlier versions of the draft still have it.`);
    await this.load();
  }

  async save(title) {
    let { story } = this;
    this.busy();
    // A scenario that expects nothing is never red: what is so at its end is what it expects.
    if (!expects(story)) story = expecting(story, this.upto, merged(offers(this.standing, this.upto).filter((offer) => offer.sure)));
    try {
      const { file } = await send(`${this.page.url}/scenarios`, 'PUT', { story: { ...story, title }, file: this.file ?? '' });
      Object.assign(this, { file, story: { ...story, title }, upto: (story.step ?? []).length, results: null });
      toast('The scenario is saved with the draft.');
      this.ways = await this.ask('/ways');
      await this.play(this.story);
    } catch (error) {
      this.fail(error);
    }
  }

  async runAll() {
    this.busy();
    try {
      this.results = await send(`${this.page.url}/scenarios/results.json`, 'POST', await this.page.body());
      this.score = null;
      this.render();
      this.toggleCoverage(true);
    } catch (error) {
      this.fail(error);
    }
  }

  toggleCoverage(on = !this.coverageShown) {
    this.coverageShown = on;
    if (on) this.drawn.coverage(this.results.coverage);
    else if (this.standing) this.drawn.story(this.standing);
    else this.drawn.clear();
    this.render();
  }

  /** Slice by slice, so that no request takes long; it can be stopped and goes on where it was. */
  async measure() {
    this.score = { total: 0, noticed: 0, tried: 0, judged: 0, red: 0, survivors: [], running: true, percent: null };
    try {
      while (this.score?.running) {
        const part = await send(`${this.page.url}/scenarios/mutants.json`, 'POST', { ...(await this.page.body()), after: this.score.judged });
        // Somebody drew meanwhile: what was judged is about another model.
        if (!this.score) break;
        this.score = added(this.score, part);
        this.render();
      }
    } catch (error) {
      if (this.score) this.score.running = false;
      this.fail(error);
    }
  }

  stopMeasuring() { this.score.running = false; this.render(); }

  render() {
    const scroll = this.root.scrollTop;
    const focused = this.focused ?? keyOf(document.activeElement, this.body);
    this.focused = null;
    this.body.removeAttribute('aria-busy');
    this.body.inert = false;
    this.body.replaceChildren(...[this.people(), this.head(), ...this.errors(), ...this.sections()].filter(Boolean));
    this.root.scrollTop = scroll;
    if (focused) [...this.body.querySelectorAll('button, input, summary')].find((one) => keyOf(one, this.body) === focused && !one.disabled)?.focus({ preventScroll: true });
  }

  people() { return element('datalist', { id: 'test-people' }, ...this.ways.people.map(({ id, groups }) => element('option', { value: id }, groups.join(', ')))); }

  head() {
    if (!this.story) return undefined;
    const last = (this.story.step ?? []).length;
    return element('div', { class: 'test-head' }, element('span', { class: 'test-title' }, this.story.title || 'Unsaved story'), element('span', { class: 'btn-row' },
      iconButton('One step back', 'chevron-left', () => this.to(this.upto - 1), { disabled: this.upto < 1 }), iconButton('One step on', 'chevron-right', () => this.to(this.upto + 1), { disabled: this.upto >= last }),
      iconButton('From the beginning', 'rotate-clockwise', () => this.to(0)), iconButton('New story', 'plus', () => this.restart())));
  }

  errors() {
    const said = this.error ? [note('danger', 'alert-circle', element('b', {}, this.error.message), this.error.problems?.length ? element('ul', { class: 'problems' }, ...this.error.problems.filter((one) => one.level !== 'warning').slice(0, 5).map((one) => element('li', {}, one.message))) : '')] : [];
    const stopped = this.standing?.troubles.find((trouble) => trouble.kind !== 'different');
    return stopped ? [...said, note('danger', 'ban', element('b', {}, stopped.text), ' Everything before it still stands; go one step back, or change the model.')] : said;
  }

  sections() {
    const { standing } = this;
    if (!standing) return [...(this.ways.problems.length ? [note('warn', 'alert-triangle', element('b', {}, 'The model cannot run yet.'), ' The list below the diagram says why.')] : begin(this)), ...scenarios(this)];
    return [...this.outcome(), ...tasks(this, standing), ...calls(this, standing), ...listening(this, standing), ...clock(this, standing), ...steps(this, standing), ...this.keep(), ...variables(standing), ...path(this, standing), ...scenarios(this)];
  }

  outcome() {
    const { state, incidents } = this.standing;
    const ended = { completed: note('ok', 'circle-check', element('b', {}, 'The instance is completed.')), terminated: note('warn', 'ban', element('b', {}, 'The instance was ended.')) }[state];
    return [...(ended ? [ended] : []), ...incidents.map((one) => note('danger', 'alert-circle', element('b', {}, `Incident at “${one.name}”: `), one.message))];
  }

  keep() {
    const title = input({ value: this.story.title ?? '', placeholder: 'What should happen, as a sentence', required: true, maxlength: 200 });
    const form = element('form', {}, field('Save as a scenario', title, this.file ? `Replaces ${this.file}.` : 'What is expected is checked on every run; without expectations, what is so now.'), button(this.file ? 'Save changes' : 'Save scenario', 'device-floppy'));
    form.lastChild.type = 'submit';
    form.addEventListener('submit', (event) => { event.preventDefault(); this.save(title.value.trim()); });
    return [section('Keep it', [form])];
  }
}

/** What a control says, to find it again after everything was drawn anew. */
function keyOf(node, body) {
  return node && node !== body && body.contains(node) ? `${node.tagName} ${node.getAttribute('aria-label') || node.textContent || node.placeholder}` : null;
}

function added(score, part) {
  const sum = (key) => score[key] + part[key];
  const [noticed, tried, judged] = [sum('noticed'), sum('tried'), sum('judged')];
  return { total: part.total, red: part.red, noticed, tried, judged, percent: tried ? Math.floor((100 * noticed) / tried) : null,
    survivors: [...score.survivors, ...part.survivors], running: score.running && part.judged > 0 && judged < part.total };
}

function variables(standing) {
  if (!standing.variables.length) return [];
  return [section(`Variables (${standing.variables.length})`, [element('dl', { class: 'test-variables' }, ...standing.variables.flatMap(({ name, text }) => [element('dt', {}, name), element('dd', {}, text)]))], { fold: 'closed' })];
}

function path(test, standing) {
  const seen = standing.path.filter((one) => one.state !== 'waiting');
  return [section(`Path (${seen.length})`, [element('ol', { class: 'test-path' }, ...seen.map((one) => element('li', { 'data-state': one.state }, element('button', { type: 'button', class: 'test-name', onClick: () => test.go(one.element_id) }, one.name), element('small', {}, one.state))))], { fold: 'closed' })];
}

export async function mount(root, page) {
  const test = new Test(root, page);
  test.visible = true;
  await test.load();
  root.test = test;
}
