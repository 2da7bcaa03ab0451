// Puts the catalogue's service operations into the create and append menus as ready service tasks.
import { Extensions } from '../extensions.js';

class OperationMenu {
  static $inject = ['popupMenu', 'config.catalog', 'elementFactory', 'autoPlace', 'create', 'mouse', 'injector'];

  constructor(popupMenu, catalog, elementFactory, autoPlace, create, mouse, injector) {
    Object.assign(this, { catalog, elementFactory, autoPlace, create, mouse, injector });
    popupMenu.registerProvider('bpmn-append', { getPopupMenuEntries: (element) => this.extend((shape) => autoPlace.append(element, shape)) });
    popupMenu.registerProvider('bpmn-create', { getPopupMenuEntries: () => this.extend((shape) => create.start(mouse.getLastMoveEvent(), shape)) });
  }

  extend(place) {
    const own = this.catalog.operations.map((operation) => [`operation-${operation.id}`, {
      label: operation.label,
      description: operation.help || operation.id,
      search: `${operation.group ?? ''} ${operation.id}`,
      className: 'bpmn-icon-service-task',
      group: { id: 'operations', name: 'Operations' },
      action: { click: () => place(this.shape(operation)) },
    }]);
    return (entries) => ({ ...entries, ...Object.fromEntries(own) });
  }

  shape(operation) {
    const shape = this.elementFactory.createShape({ type: 'bpmn:ServiceTask' });
    const task = shape.businessObject;
    const write = new Extensions(this.injector);
    const holder = write.create('bpmn:ExtensionElements', { values: [] }, task);
    holder.values = [write.operator(operation, holder)];
    task.name = operation.label;
    task.extensionElements = holder;
    return shape;
  }
}

export default { __init__: ['operationMenu'], operationMenu: ['type', OperationMenu] };
