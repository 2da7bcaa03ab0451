// The table editor: dmn-js with plain text cells, its views as tabs, and the way from a place to its cell.
import DmnModeler from 'dmn-js/lib/Modeler';
import { LOOK } from '../viewer/canvas.js';
import './decisions-editor.css';

// Cells are FEEL; under this value dmn-js edits them as plain text and writes nothing about it into the file.
const LANGUAGE = { value: 'FEEL', label: 'FEEL' };
// Names are completed by nobody here, and looking them up for every cell makes large tables slow.
const NO_LOOKUP = { variableResolver: ['value', { registerProvider() {}, getVariables: () => [] }] };

export class Editor {
  constructor(container) {
    this.modeler = new DmnModeler({
      container, width: '100%', height: '100%',
      common: { expressionLanguages: { options: [LANGUAGE], defaults: { editor: LANGUAGE.value } }, dataTypes: ['string', 'boolean', 'number', 'date', 'time', 'dateTime', 'dayTimeDuration', 'yearMonthDuration', 'Any'] },
      drd: { drdRenderer: { ...LOOK.bpmnRenderer } }, decisionTable: { additionalModules: [NO_LOOKUP] }, literalExpression: { additionalModules: [NO_LOOKUP] },
    });
    this.container = container;
    this.listeners = [];
    this.modeler.on('viewer.created', ({ viewer }) => viewer.on('commandStack.changed', () => this.listeners.forEach((tell) => tell())));
  }

  /** Calls `tell` after every change. */
  onChange(tell) { this.listeners.push(tell); }

  onViews(tell) { this.modeler.on('views.changed', tell); }

  /** Shows `xml`; throws with a sentence when it cannot be edited. */
  async open(xml) {
    await this.modeler.importXML(xml, { open: false });
    const wanted = this.wanted ?? new URLSearchParams(location.search).get('decision');
    const views = this.modeler.getViews();
    const view = views.find(({ element }) => element.id === wanted) ?? views.find(({ type }) => type === 'decisionTable') ?? views.find(({ type }) => type !== 'drd') ?? views[0];
    if (!view) throw new Error('there is no decision in it');
    await this.show(view);
  }

  async show(view) {
    this.wanted = view.element.id;
    await this.modeler.open(view);
  }

  /** The views that can be shown: the diagram only where there is more than one decision to draw. */
  views() {
    const views = this.modeler.getViews();
    return views.filter(({ type }) => type !== 'drd' || views.length > 2);
  }

  active() { return this.modeler.getActiveView(); }

  /** The decision on show, if one is. */
  decision() {
    const element = this.active()?.element;
    return element?.$type === 'dmn:Decision' ? element : undefined;
  }

  /** What the person is typing counts, too. */
  commit() {
    const field = document.activeElement;
    if (!field?.closest('[contenteditable]') || !this.container.contains(field)) return;
    field.blur();
    field.focus();
  }

  async xml() { return (await this.modeler.saveXML({ format: true })).xml; }

  stack() { return this.modeler.getActiveViewer()?.get('commandStack', false); }

  /** The id of a cell (rule and column from 1), of a rule, or of a column of the decision. */
  idAt({ decision, rules = [], column }) {
    const table = this.modeler.getDefinitions().drgElement?.find(({ id }) => id === decision)?.decisionLogic;
    if (table?.$type !== 'dmn:DecisionTable') return undefined;
    const rule = table.rule?.[rules[0] - 1];
    const inputs = table.input?.length ?? 0;
    if (!column) return rule?.id;
    if (rule) return (column > inputs ? rule.outputEntry?.[column - inputs - 1] : rule.inputEntry?.[column - 1])?.id;
    return (column > inputs ? table.output?.[column - inputs - 1] : table.input?.[column - 1])?.id;
  }

  /** Shows the decision of the place and puts the cursor into its cell. */
  async go(place) {
    const view = this.modeler.getViews().find(({ element }) => element.id === place.decision);
    if (view && view !== this.active()) await this.show(view);
    const cell = this.cell(this.idAt(place));
    if (!cell) return;
    cell.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    (cell.matches('[contenteditable]') ? cell : cell.querySelector('[contenteditable]') ?? cell).focus();
    cell.dispatchEvent(new MouseEvent('click', { bubbles: true }));
  }

  /** Whether the cell matches whatever is given. */
  anything(id) {
    const found = this.modeler.getActiveViewer()?.get('elementRegistry', false)?.get(id);
    return ['', '-'].includes((found?.businessObject.text ?? '').trim());
  }

  cell(id) { return id ? this.container.querySelector(`[data-element-id="${CSS.escape(id)}"]`) : null; }
}
