// Makes the editing canvas: bpmn-js with our palette of extensions, panel and colours.
import BpmnModeler from 'bpmn-js/lib/Modeler';
import { BpmnPropertiesPanelModule } from 'bpmn-js-properties-panel';
import { CreateAppendAnythingModule } from 'bpmn-js-create-append-anything';
import MinimapModule from 'diagram-js-minimap';
import ColorPickerModule from 'bpmn-js-color-picker';
import { LOOK } from '../viewer/canvas.js';
import DeadlineModule from './panel/deadline-command.js';
import PanelModule from './panel/provider.jsx';
import VariablesModule from './panel/variables.js';
import ClipboardModule from './drawing/clipboard.js';
import OffersModule from './drawing/offers.js';
import OperationMenuModule from './drawing/operation-menu.js';
import ShortcutsModule from './drawing/shortcuts.js';
import { keepVariables, openTypes } from './lossless.js';
import spiffworkflow from './spiffworkflow-moddle.json';
import baton from './baton-moddle.json';
import './modeler-canvas.css';

const FIRST = 5000;

/** What the panel needs to know of the draft that the page edits; a page without a draft has no address. */
function draftOf(container) {
  const { url = '', name = '' } = container.closest('[data-island=modeler]')?.dataset ?? {};
  return { url, name };
}

/** The minimap opens by a line that only a mouse reaches; it becomes a button. */
function byKeyboard(toggle) {
  Object.entries({ role: 'button', tabindex: '0' }).forEach(([name, value]) => toggle.setAttribute(name, value));
  toggle.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    toggle.click();
  });
}

export function createCanvas(container, panel, catalog) {
  const modeler = new BpmnModeler({
    container,
    propertiesPanel: { parent: panel },
    minimap: { open: false },
    moddleExtensions: { spiffworkflow, baton },
    catalog,
    draft: draftOf(container),
    ...LOOK,
    additionalModules: [BpmnPropertiesPanelModule, PanelModule, VariablesModule, DeadlineModule, CreateAppendAnythingModule, OperationMenuModule,
      OffersModule, ClipboardModule, ShortcutsModule, MinimapModule, ColorPickerModule],
  });
  keepVariables(openTypes(modeler.get('moddle')));
  // A file that failed to be drawn has no root to show; the panel would break over it and stay broken.
  modeler.on('import.done', FIRST, (event) => { if (event.error) event.stopPropagation(); });
  byKeyboard(container.querySelector('.djs-minimap .toggle'));
  return modeler;
}
