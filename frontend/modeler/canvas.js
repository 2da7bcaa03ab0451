// Makes the editing canvas: bpmn-js with our palette of extensions, panel and colours.
import BpmnModeler from 'bpmn-js/lib/Modeler';
import { BpmnPropertiesPanelModule, BpmnPropertiesProviderModule } from 'bpmn-js-properties-panel';
import { CreateAppendAnythingModule } from 'bpmn-js-create-append-anything';
import MinimapModule from 'diagram-js-minimap';
import ColorPickerModule from 'bpmn-js-color-picker';
import { LOOK } from '../viewer/canvas.js';
import PanelModule from './panel/provider.js';
import OperationMenuModule from './operation-menu.js';
import { keepVariables, openTypes } from './lossless.js';
import spiffworkflow from './spiffworkflow-moddle.json';
import baton from './baton-moddle.json';
import './modeler-canvas.css';

export function createCanvas(container, panel, catalog) {
  const modeler = new BpmnModeler({
    container,
    propertiesPanel: { parent: panel },
    minimap: { open: matchMedia('(min-width: 1200px)').matches },
    moddleExtensions: { spiffworkflow, baton },
    catalog,
    ...LOOK,
    additionalModules: [BpmnPropertiesPanelModule, BpmnPropertiesProviderModule, PanelModule, CreateAppendAnythingModule, OperationMenuModule, MinimapModule, ColorPickerModule],
  });
  keepVariables(openTypes(modeler.get('moddle')));
  return modeler;
}
