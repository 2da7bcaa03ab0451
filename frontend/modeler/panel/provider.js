// Puts our groups into the properties panel, before the documentation.
import { automationGroups } from './automation-groups.jsx';
import { loopGroups } from './loop-group.jsx';
import { taskGroups } from './task-groups.jsx';

class BatonPropertiesProvider {
  static $inject = ['propertiesPanel', 'config.catalog', 'injector'];

  constructor(panel, catalog, injector) {
    this.context = { catalog, injector };
    panel.registerProvider(500, this);
  }

  getGroups(element) {
    return (groups) => {
      const own = [...taskGroups(element, this.context), ...automationGroups(element, this.context), ...loopGroups(element)];
      const at = groups.findIndex((group) => group.id === 'documentation');
      groups.splice(at < 0 ? groups.length : at, 0, ...own);
      return groups;
    };
  }
}

export default { __init__: ['batonPropertiesProvider'], batonPropertiesProvider: ['type', BatonPropertiesProvider] };
