// Which variables the model has, as the server reads them from the drawing; asked again only while somebody looks.
import { send } from '../requests.js';

const ASK_AFTER = 900;

class VariableBook {
  static $inject = ['eventBus', 'bpmnjs', 'config.draft'];

  constructor(eventBus, modeler, draft) {
    Object.assign(this, { modeler, draft, known: [], watchers: new Set(), stale: true });
    eventBus.on('commandStack.changed', () => this.outdated());
    eventBus.on('import.done', () => this.outdated());
  }

  /** Tells `listener` the variables now and whenever they change; answers the way to stop. */
  watch(listener) {
    this.watchers.add(listener);
    listener(this.known);
    if (this.stale) this.soon(0);
    return () => this.watchers.delete(listener);
  }

  outdated() {
    this.stale = true;
    if (this.watchers.size) this.soon(ASK_AFTER);
  }

  soon(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), delay);
  }

  async ask() {
    if (!this.draft.url) return;
    this.stale = false;
    const asked = (this.asked = Symbol('variables'));
    try {
      const { xml } = await this.modeler.saveXML();
      const { variables } = await send(`${this.draft.url}/variables`, 'POST', { name: this.draft.name, xml });
      if (asked !== this.asked) return;
      this.known = variables;
      this.watchers.forEach((listener) => listener(variables));
    } catch {
      // Half-drawn models and lost connections only mean that the last known names are offered.
    }
  }
}

export default { variableBook: ['type', VariableBook] };
