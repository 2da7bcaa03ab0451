// Island `decisions`: edits one decision file; checks, tries and compares it while it is edited.
import { element } from '../islands/element.js';
import { icon } from '../islands/icon.js';
import { Refused, send } from '../modeler/requests.js';
import { Autosave, words } from '../modeler/saving/autosave.js';
import { bar, button, offer } from '../modeler/saving/conflict.js';
import { fetchText } from '../viewer/canvas.js';
import { CheckSide } from './check-side.js';
import { Editor } from './editor.js';
import { KeptTable, packed, unpacked } from './kept-table.js';
import { Marks } from './marks.js';
import { PastSide } from './past-side.js';
import { TrySide } from './try-side.js';

const CHECK_AFTER = 450;
const SIDES = [['check', 'Check', 'list-check'], ['try', 'Test', 'flask'], ['past', 'Past', 'history']];

class DecisionPage {
  constructor(root) {
    this.root = root;
    this.examples = {};
    this.side = 'check';
    this.editor = new Editor(root.querySelector('[data-canvas]'));
    this.marks = new Marks();
    this.autosave = new Autosave({
      read: () => this.body(), send: (body, version) => this.store(body, version), kept: new KeptTable(`${location.pathname}`, () => this.examples),
      tell: (state, details) => this.told(state, details), version: root.dataset.version,
    });
    this.check = new CheckSide(root.querySelector('[data-check]'), this);
    this.try = new TrySide(root.querySelector('[data-try]'), this);
    this.past = new PastSide(root.querySelector('[data-past]'), this);
    this.editor.onChange(() => this.changed());
    this.editor.onViews(() => this.viewed());
  }

  get url() { return this.root.dataset.url; }

  get fileUrl() { return this.root.dataset.fileUrl; }

  get version() { return this.autosave.version; }

  name() { return this.root.dataset.name; }

  xml() { return this.editor.xml(); }

  async body() { return { name: this.name(), xml: await this.xml(), examples: this.examples }; }

  store({ xml, examples }, version) { return send(this.fileUrl, 'PUT', { xml, examples }, { 'If-Match': version }); }

  /** Asks the server something about the file as it stands here. */
  async ask(what, body) { return send(`${this.fileUrl}/${what}`, 'POST', { ...body, xml: await this.xml() }); }

  /** Shows a file: what the server has as `version`, or work that it does not have (`unsaved`). */
  async open(text, { unsaved = false, version = this.version } = {}) {
    const { xml, examples } = unpacked(text);
    this.readable = false;
    await this.editor.open(xml);
    if (examples) this.examples = examples;
    this.readable = true;
    if (unsaved) this.autosave.changed();
    else this.autosave.settled(version);
    this.enable();
    this.viewed();
    await this.checkNow();
  }

  changed() {
    if (!this.readable) return;
    this.enable();
    this.autosave.changed();
    this.past.stale();
    clearTimeout(this.checking);
    this.checking = setTimeout(() => this.checkNow(), CHECK_AFTER);
  }

  keepExamples(decision, rows) {
    this.examples = { ...this.examples, [decision]: rows };
    this.autosave.changed();
  }

  async checkNow() {
    clearTimeout(this.checking);
    const asked = (this.asked = Symbol('check'));
    this.check.busy();
    try {
      const found = await this.ask('check', {});
      if (asked !== this.asked) return;
      this.found = found;
      this.check.show(found);
      await this.tryAgain();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (asked === this.asked) this.check.failed(error.message);
    }
  }

  tryAgain() { return this.try.refresh(this.found?.decisions.find(({ id }) => id === this.editor.decision()?.id)); }

  /** Another decision, or the diagram, is on show. */
  viewed() {
    const views = this.editor.views();
    const tabs = this.root.querySelector('[data-views]');
    tabs.hidden = views.length < 2;
    tabs.replaceChildren(...views.map((view) => element('button', {
      type: 'button', class: 'tab', 'aria-current': view === this.editor.active() ? 'page' : undefined, onClick: () => this.editor.show(view),
    }, view.type === 'drd' ? 'Diagram' : view.element.name || view.element.id)));
    this.marks.clear('try');
    this.enable();
    const decision = this.editor.decision();
    if (decision) this.root.querySelector('h1').textContent = decision.name || decision.id;
    if (!this.found) return;
    this.check.show(this.found);
    this.tryAgain();
  }

  enable() {
    const stack = this.editor.stack();
    for (const [action, on] of [['undo', stack?.canUndo()], ['redo', stack?.canRedo()]]) this.root.querySelector(`[data-action=${action}]`).disabled = !on;
  }

  told(state, details) {
    const [short, story] = words(state, details);
    const status = this.root.querySelector('[data-status]');
    status.textContent = short;
    status.title = story;
    status.dataset.tone = { saved: 'ok', waiting: '', saving: '', clean: '' }[state] ?? 'error';
    if (state === 'conflict') offer(this, details.error.details);
  }

  async save() {
    this.editor.commit();
    if (this.autosave.state === 'conflict') return;
    await this.autosave.now();
  }

  /** How many findings a side has, on its tab. */
  count(side, number, tone) {
    const tab = this.root.querySelector(`#tab-${side}`);
    tab?.querySelector('.count')?.remove();
    if (number) tab?.append(element('span', { class: `count ${tone === 'error' ? 'count-alert' : ''}` }, String(number)));
  }

  /** The tabs over the sides; without the editor there is only the check. */
  tabs() {
    const list = element('div', { class: 'tabs decisions-tabs', role: 'tablist', 'aria-label': 'Beside the table' }, ...SIDES.map(([id, label, picture]) =>
      element('button', { type: 'button', role: 'tab', id: `tab-${id}`, 'aria-controls': `side-${id}` }, icon(picture), ` ${label} `)));
    this.root.querySelector('[data-sides]').prepend(list);
    for (const [id] of SIDES) {
      const panel = this.root.querySelector(`#side-${id}`);
      for (const [name, value] of [['role', 'tabpanel'], ['aria-labelledby', `tab-${id}`], ['tabindex', '0']]) panel.setAttribute(name, value);
    }
    this.openSide('check');
  }

  openSide(side) {
    this.side = side;
    for (const tab of this.root.querySelectorAll('[data-sides] [role=tab]')) {
      const on = tab.id === `tab-${side}`;
      tab.setAttribute('aria-selected', String(on));
      tab.tabIndex = on ? 0 : -1;
      this.root.querySelector(`#${tab.getAttribute('aria-controls')}`).hidden = !on;
    }
    if (side === 'try') this.try.run();
    else this.marks.clear('try');
  }
}

function bind(root, page) {
  const actions = { undo: () => page.editor.stack()?.undo(), redo: () => page.editor.stack()?.redo(), save: () => page.save() };
  const run = (action) => Promise.resolve(action()).catch((error) => { if (!(error instanceof Refused)) throw error; });
  root.addEventListener('click', (event) => {
    const action = actions[event.target.closest('[data-action]')?.dataset.action];
    if (action) run(action);
    const tab = event.target.closest('[data-sides] [role=tab]');
    if (tab) page.openSide(tab.id.replace('tab-', ''));
  });
  root.querySelector('[data-sides] [role=tablist]').addEventListener('keydown', (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const tabs = [...event.currentTarget.querySelectorAll('[role=tab]')];
    if (!by) return;
    const next = tabs[(tabs.indexOf(event.target.closest('[role=tab]')) + by + tabs.length) % tabs.length];
    page.openSide(next.id.replace('tab-', ''));
    next.focus();
  });
  document.addEventListener('keydown', (event) => {
    if (!root.isConnected || !(event.ctrlKey || event.metaKey) || event.key !== 's') return;
    event.preventDefault();
    run(actions.save);
  });
  window.addEventListener('online', () => page.autosave.wake());
  window.addEventListener('focus', () => page.autosave.wake());
  window.addEventListener('beforeunload', (event) => { if (page.autosave.risky) event.preventDefault(); });
}

function offerLeft(page, left) {
  const note = bar(page, 'left', 'note-warn', `This browser holds unsaved work on this file from ${new Date(left.at).toLocaleString()}.`,
    button('Restore', () => { note.remove(); page.open(left.xml, { unsaved: true, version: left.version ?? page.version }); page.autosave.kept.remove(left.key); }, 'btn-primary'),
    button('Discard', () => { note.remove(); page.autosave.kept.remove(left.key); }));
}

async function examplesOf(root) {
  if (!root.dataset.examplesUrl) return {};
  try { return JSON.parse(await fetchText(root.dataset.examplesUrl)); } catch { return {}; }
}

export async function mount(root) {
  const [canvas, read] = [root.querySelector('[data-canvas]'), root.querySelector('[data-read]')];
  // On a phone the table is for reading.
  if (!matchMedia('(min-width: 768px)').matches) return;
  const [xml, examples] = await Promise.all([fetchText(root.dataset.xmlUrl), examplesOf(root)]);
  const page = new DecisionPage(root);
  page.examples = examples;
  page.tabs();
  [canvas.hidden, read.hidden] = [false, true];
  try {
    await page.open(xml);
  } catch (error) {
    [canvas.hidden, read.hidden] = [true, false];
    root.querySelector('[data-sides] [role=tablist]').remove();
    read.prepend(element('p', { class: 'note note-warn' }, `This file cannot be edited here and stays as it is: ${error.message}`));
    return;
  }
  root.querySelectorAll('[data-needs-editor]').forEach((part) => { part.hidden = false; });
  bind(root, page);
  const left = await page.autosave.kept.left(packed(await page.xml(), examples));
  if (left) offerLeft(page, left);
  root.decisions = page;
}

