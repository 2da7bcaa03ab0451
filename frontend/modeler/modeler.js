// Island `modeler`: draws, checks, saves and deploys one process model.
import { fetchText, fit } from '../viewer/canvas.js';
import { element } from '../islands/element.js';
import { toast } from '../islands/habits/toasts.js';
import { createCanvas } from './canvas.js';
import { blankModel } from './blank.js';
import { Problems } from './problems.js';
import { isDrawn, withDrawing } from './drawing/layout.js';
import { loadCatalog, Refused, send } from './requests.js';
import { Autosave, words } from './saving/autosave.js';
import { bar, button, offer } from './saving/conflict.js';
import { Kept } from './saving/kept.js';
import { Presence } from './saving/presence.js';
import { unlessGreen } from './sides/test/despite.js';
import { Sides } from './sides.js';

const LINT_AFTER = 600;

class ModelPage {
  constructor(root, modeler, catalog) {
    this.root = root;
    this.modeler = modeler;
    this.catalog = catalog;
    this.events = new EventTarget();
    this.autosave = new Autosave({
      read: () => this.body(), send: (body, version) => this.store(body, version), kept: new Kept(root.dataset.draftKey ?? `${location.pathname}#${root.dataset.name ?? ''}`),
      tell: (state, details) => this.told(state, details), version: root.dataset.version,
    });
    this.problems = new Problems(root.querySelector('[data-problems]'), modeler);
    modeler.on('commandStack.changed', () => this.changed());
  }

  /** Draws `xml`: what the server has as `version`, or work it does not have yet (`unsaved`). A file that cannot be read
      leaves the diagram as it was. */
  async open(xml, { unsaved = false, version = this.version } = {}) {
    const before = this.readable ? await this.xml() : null;
    this.readable = false;
    try {
      if (!isDrawn(xml)) [xml, unsaved] = [await withDrawing(xml), true];
      const { warnings } = await this.modeler.importXML(xml);
      this.readable = true;
      this.warn(warnings);
    } catch (error) {
      if (before) await this.modeler.importXML(before);
      this.readable = Boolean(before);
      this.say(`This file cannot be read as BPMN: ${error.message}`, 'error');
      return;
    }
    this.fit();
    if (unsaved) this.autosave.changed();
    else {
      this.autosave.stored = xml;
      this.autosave.settled(version);
    }
    this.lint();
  }

  /** What could not be drawn of a file is said once, in a sentence; what could be drawn stands. */
  warn(warnings) {
    this.root.querySelector('[data-bar=unread]')?.remove();
    if (!warnings.length) return;
    const [first] = warnings[0].message.split('\n');
    const more = warnings.length > 1 ? ` (and ${warnings.length - 1} more like it)` : '';
    const note = bar(this, 'unread', 'note-warn', `Not everything in this file could be drawn, and what is missing here may be lost when you save: ${first}${more}.`, button('Understood', () => note.remove()));
  }

  /** The revision of the draft that this page knows. */
  get version() { return this.autosave.version; }

  get unsaved() { return !this.autosave.clean; }

  /** The address of the model; everything about it stands below. */
  get url() { return this.root.dataset.url; }

  /** Kinds: changed, linted (problems), saved, side (id of the side that was opened). */
  on(kind, listener) { this.events.addEventListener(kind, (event) => listener(event.detail)); }

  tell(kind, detail) { this.events.dispatchEvent(new CustomEvent(kind, { detail })); }

  async xml() { return (await this.modeler.saveXML({ format: true })).xml; }

  async body() { return { name: this.name(), xml: await this.xml() }; }

  /** Fields commit a moment after the last key; losing the focus commits at once. */
  commitField() {
    const field = document.activeElement;
    if (!field?.closest('[data-properties], .djs-direct-editing-parent')) return;
    field.blur();
    field.focus();
  }

  name() { return this.root.dataset.name || `${this.process()?.id ?? 'model'}.bpmn`; }

  process() { return this.modeler.getDefinitions().rootElements.find((part) => part.$type === 'bpmn:Process'); }

  /** Beside the palette, which stands in one column or in two. */
  fit() {
    const palette = this.root.querySelector('.djs-palette');
    fit(this.modeler, { left: palette?.offsetWidth ? palette.offsetLeft + palette.offsetWidth + 8 : 0 });
  }

  changed() {
    const stack = this.modeler.get('commandStack');
    this.enable('undo', stack.canUndo());
    this.enable('redo', stack.canRedo());
    if (!this.readable) return;
    if (this.root.dataset.saveUrl) this.autosave.changed();
    this.lintSoon();
    this.tell('changed');
  }

  enable(action, on) { this.root.querySelectorAll(`[data-action=${action}]`).forEach((button) => { button.disabled = !on; }); }

  /** Saving came into another state. */
  told(state, details) {
    const [short, story] = words(state, details);
    this.say(short, { saved: 'ok', waiting: '', saving: '', clean: '' }[state] ?? 'error', story);
    if (state === 'conflict') offer(this, details.error.details);
    if (state === 'saved') this.tell('saved');
    if (details.error?.problems?.length) this.problems.show(details.error.problems, { open: true });
  }

  say(text, tone = '', story = text) {
    const status = this.root.querySelector('[data-status]');
    if (!status) return;
    status.textContent = text;
    status.title = story;
    status.dataset.tone = tone;
  }

  lintSoon() {
    clearTimeout(this.linting);
    this.linting = setTimeout(() => this.lint(), LINT_AFTER);
  }

  async lint(open = false) {
    if (!this.root.dataset.lintUrl) return;
    clearTimeout(this.linting);
    const asked = (this.asked = Symbol('lint'));
    try {
      const { problems = [] } = await send(this.root.dataset.lintUrl, 'POST', await this.body());
      if (asked !== this.asked) return;
      this.problems.show(problems, { open });
      this.tell('linted', problems);
    } catch (error) {
      if (error.problems?.length) this.problems.show(error.problems, { open });
      else if (open) this.say(error.message, 'error');
    }
  }

  /** What this page last saw: the server refuses when somebody saved in between. */
  precondition() { return this.version ? { 'If-Match': this.version } : {}; }

  async store(body, version) { return send(this.root.dataset.saveUrl, 'PUT', body, { 'If-Match': version }); }

  /** Everything drawn so far is stored when this resolves. */
  async save() {
    this.commitField();
    await this.autosave.now();
  }

  /** Red scenarios stop it; `despite` says why it is published all the same. */
  async deploy(despite = '') {
    await this.save();
    this.say('Publishing…');
    const answer = await send(this.root.dataset.deployUrl, 'POST', { ...(await this.body()), despite }, this.precondition());
    this.autosave.settled(answer.version);
    this.say('Published', 'ok');
    this.tell('published', answer);
    this.problems.show(answer.warnings ?? []);
    toast(answer.number ? `Published as version ${answer.number}.` : 'Published.', answer.url ? { action: { label: 'Open', run: () => location.assign(answer.url) } } : {});
  }

  async download() {
    this.commitField();
    const url = URL.createObjectURL(new Blob([await this.xml()], { type: 'application/xml' }));
    element('a', { href: url, download: this.name() }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  }

  async importFile(file) {
    if (file) await this.open(await file.text(), { unsaved: true });
  }

  /** Work that a closed tab left in this browser: sent if nobody saved since, offered otherwise. */
  async takeUp(work) {
    const take = async () => {
      await this.open(work.xml, { unsaved: true });
      await this.autosave.keepNow();
      this.autosave.kept.remove(work.key);
    };
    const when = new Date(work.at).toLocaleString();
    if (String(work.version) === this.version) {
      await take();
      toast(`Work of ${when} that had not reached the server was brought back.`);
      return;
    }
    const note = bar(this, 'left', 'note-warn', `This browser holds work on this model from ${when}. The model was saved by somebody else since.`,
      button('Show mine', async () => { note.remove(); this.autosave.version = String(work.version); await take(); }, 'btn-primary'),
      button('Discard mine', () => { note.remove(); this.autosave.kept.remove(work.key); }));
  }
}

/** Runs one action; what the server refuses is said and its problems are listed. */
async function run(page, action) {
  try {
    await action();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    // Saving has said what hinders it already.
    if (error !== page.autosave.error) page.say(error.message, 'error');
    if (error.status === 409 && error !== page.autosave.error) offer(page, error.details);
    if (error.details.review) bar(page, 'review', 'note-info', error.message, element('a', { class: 'btn btn-sm btn-primary', href: `${page.url}/review` }, 'Ask for a review'));
    if (error.problems.length) page.problems.show(error.problems, { open: true });
  }
}

function bind(root, page) {
  const stack = page.modeler.get('commandStack');
  const actions = {
    undo: () => stack.undo(), redo: () => stack.redo(), fit: () => page.fit(), new: () => page.open(blankModel(), { unsaved: true }),
    download: () => page.download(), lint: () => page.lint(true), save: () => page.save(), deploy: () => page.deploy().catch((error) => unlessGreen(page, error)),
  };
  root.addEventListener('click', (event) => {
    const action = actions[event.target.closest('[data-action]')?.dataset.action];
    if (!action) return;
    // The buttons may stand in forms that work without this script.
    event.preventDefault();
    run(page, action);
  });
  root.addEventListener('change', (event) => {
    if (!event.target.matches('[data-action-file=import]')) return;
    run(page, () => page.importFile(event.target.files[0]));
    event.target.value = '';
  });
  document.addEventListener('keydown', (event) => {
    if (!root.isConnected || !(event.ctrlKey || event.metaKey) || event.key !== 's') return;
    event.preventDefault();
    if (root.dataset.saveUrl) run(page, actions.save);
  });
  window.addEventListener('beforeunload', (event) => {
    if (page.autosave.clean) return;
    page.autosave.now();
    event.preventDefault();
  });
  document.addEventListener('visibilitychange', () => { if (document.hidden && !page.autosave.clean) page.autosave.now(); });
  window.addEventListener('online', () => page.autosave.wake());
  window.addEventListener('focus', () => page.autosave.wake());
}

export async function mount(root) {
  const [xml, catalog] = await Promise.all([root.dataset.xmlUrl ? fetchText(root.dataset.xmlUrl) : blankModel(), loadCatalog(root.dataset.catalogUrl)]);
  const modeler = createCanvas(root.querySelector('[data-canvas]'), root.querySelector('[data-properties]'), catalog);
  const page = new ModelPage(root, modeler, catalog);
  bind(root, page);
  await page.open(xml);
  page.enable('undo', false);
  page.enable('redo', false);
  if (root.dataset.url) page.sides = new Sides(root.querySelector('[data-sides]'), page);
  const left = page.readable && await page.autosave.kept.left(xml);
  if (left) await page.takeUp(left);
  const open = root.querySelector('[data-presence]');
  if (root.dataset.url && open) new Presence(page, open);
  // The palette folds into two columns where the canvas is low.
  new ResizeObserver(() => modeler.get('canvas').resized()).observe(root.querySelector('[data-canvas]'));
  root.modeler = modeler;
}
