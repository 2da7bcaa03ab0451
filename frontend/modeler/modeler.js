// Island `modeler`: draws, checks, saves and deploys one process model.
import { fetchText, fit } from '../viewer/canvas.js';
import { element } from '../islands/element.js';
import { toast } from '../islands/habits/toasts.js';
import { createCanvas } from './canvas.js';
import { blankModel } from './blank.js';
import { Drafts } from './drafts.js';
import { Problems } from './problems.js';
import { loadCatalog, Refused, send } from './requests.js';
import { Sides } from './sides.js';

const LINT_AFTER = 600;

class ModelPage {
  constructor(root, modeler, catalog) {
    this.root = root;
    this.modeler = modeler;
    this.catalog = catalog;
    this.events = new EventTarget();
    this.version = root.dataset.version;
    this.drafts = new Drafts(root.dataset.draftKey ?? `${location.pathname}#${root.dataset.name ?? ''}`);
    this.problems = new Problems(root.querySelector('[data-problems]'), modeler);
    this.unsaved = false;
    modeler.on('commandStack.changed', () => this.changed());
  }

  async open(xml, { unsaved = false } = {}) {
    try {
      await this.modeler.importXML(xml);
    } catch (error) {
      this.say(`This file cannot be read as BPMN: ${error.message}`, 'error');
      return;
    }
    this.fit();
    this.mark(unsaved);
    this.lint();
  }

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

  fit() { fit(this.modeler, { left: matchMedia('(min-width: 768px)').matches ? 70 : 0 }); }

  changed() {
    const stack = this.modeler.get('commandStack');
    this.enable('undo', stack.canUndo());
    this.enable('redo', stack.canRedo());
    this.mark(true);
    this.lintSoon();
    this.tell('changed');
  }

  enable(action, on) { this.root.querySelectorAll(`[data-action=${action}]`).forEach((button) => { button.disabled = !on; }); }

  mark(unsaved) {
    this.unsaved = unsaved;
    this.say(unsaved ? 'Unsaved changes' : '');
    if (unsaved) this.drafts.later(() => this.xml());
    else this.drafts.forget();
  }

  say(text, tone = '') {
    const status = this.root.querySelector('[data-status]');
    if (!status) return;
    status.textContent = text;
    status.title = text;
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

  async save() {
    this.commitField();
    this.say('Saving…');
    const before = this.modeler.get('commandStack')._stackIdx;
    const body = await this.body();
    const answer = await send(this.root.dataset.saveUrl, 'PUT', body, this.precondition());
    this.version = String(answer.version ?? this.version ?? '');
    // What was drawn while the answer was under way is still unsaved.
    if (before === this.modeler.get('commandStack')._stackIdx) this.mark(false);
    this.say('Saved', 'ok');
    this.tell('saved');
  }

  async deploy() {
    this.commitField();
    this.say('Deploying…');
    const answer = await send(this.root.dataset.deployUrl, 'POST', await this.body(), this.precondition());
    this.version = String(answer.version ?? this.version ?? '');
    this.mark(false);
    this.say('Deployed', 'ok');
    this.problems.show(answer.warnings ?? []);
    toast(answer.number ? `Deployed as version ${answer.number}.` : 'Deployed.', answer.url ? { action: { label: 'Open', run: () => location.assign(answer.url) } } : {});
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

  offerDraft(draft) {
    const when = new Date(draft.at).toLocaleString();
    const note = element('div', { class: 'note note-warn modeler-draft', role: 'status' }, element('p', {}, `This browser holds unsaved work on this model from ${when}.`),
      element('span', { class: 'note-end btn-row' },
        element('button', { class: 'btn btn-sm', type: 'button', onClick: () => { note.remove(); this.open(draft.xml, { unsaved: true }); } }, 'Restore'),
        element('button', { class: 'btn btn-sm btn-quiet', type: 'button', onClick: () => { note.remove(); this.drafts.forget(); } }, 'Discard')));
    this.root.querySelector('[data-canvas]').before(note);
  }
}

/** Runs one action; what the server refuses is said and its problems are listed. */
async function run(page, action) {
  try {
    await action();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    page.say(error.message, 'error');
    if (error.problems.length) page.problems.show(error.problems, { open: true });
  }
}

function bind(root, page) {
  const stack = page.modeler.get('commandStack');
  const actions = {
    undo: () => stack.undo(), redo: () => stack.redo(), fit: () => page.fit(), new: () => page.open(blankModel(), { unsaved: true }),
    download: () => page.download(), lint: () => page.lint(true), save: () => page.save(), deploy: () => page.deploy(),
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
  window.addEventListener('beforeunload', (event) => { if (page.unsaved) event.preventDefault(); });
}

export async function mount(root) {
  const [xml, catalog] = await Promise.all([root.dataset.xmlUrl ? fetchText(root.dataset.xmlUrl) : blankModel(), loadCatalog(root.dataset.catalogUrl)]);
  const modeler = createCanvas(root.querySelector('[data-canvas]'), root.querySelector('[data-properties]'), catalog);
  const page = new ModelPage(root, modeler, catalog);
  const draft = page.drafts.other(xml);
  bind(root, page);
  await page.open(xml);
  page.enable('undo', false);
  page.enable('redo', false);
  if (root.dataset.url) new Sides(root.querySelector('[data-sides]'), page);
  if (draft) { page.drafts.keep(draft.xml); page.offerDraft(draft); }
  // The palette folds into two columns where the canvas is low.
  new ResizeObserver(() => modeler.get('canvas').resized()).observe(root.querySelector('[data-canvas]'));
  root.modeler = modeler;
}
