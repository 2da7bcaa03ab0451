// What the properties panel shows of each element: only what is executed, in the order in which people think of it.
import { decision, called } from './groups/automation/references.jsx';
import { canRepeat, loop } from './groups/automation/loop.jsx';
import { operation } from './groups/automation/operation.jsx';
import { framework, process } from './groups/automation/process.jsx';
import { around, hasScriptsAround, script } from './groups/automation/scripts.jsx';
import { documentation, general } from './groups/flow/general.jsx';
import { decides, flowCondition, gateway, hasCondition } from './groups/flow/conditions.jsx';
import { events } from './groups/flow/events.jsx';
import { definitionOf, timer } from './groups/flow/timer.jsx';
import { assignment, isTask } from './groups/people/assignment.jsx';
import { deadlines } from './groups/people/deadlines.jsx';
import { form } from './groups/people/form.jsx';
import { outcomes } from './groups/people/outcomes.jsx';
import { outside } from './groups/people/outsider.jsx';
import { raci } from './groups/people/raci.jsx';
import { worklist } from './groups/people/worklist.jsx';
import { getBusinessObject, is, isAny } from 'bpmn-js/lib/util/ModelUtil';
import { owner } from '../extensions.js';

const plainStart = (element) => is(element, 'bpmn:StartEvent') && !getBusinessObject(element).eventDefinitions?.length && !getBusinessObject(element).$parent?.triggeredByEvent;
const user = (element) => is(element, 'bpmn:UserTask');

/** [for which elements, what is shown], in the order of the panel. */
const GROUPS = [
  [(element) => user(element) || plainStart(element), form],
  [isTask, assignment],
  [user, outcomes],
  [isTask, deadlines],
  [isTask, worklist],
  [user, outside],
  [isTask, raci],
  [(element) => is(element, 'bpmn:ServiceTask'), operation],
  [(element) => is(element, 'bpmn:BusinessRuleTask'), decision],
  [(element) => is(element, 'bpmn:CallActivity'), called],
  [(element) => is(element, 'bpmn:ScriptTask'), script],
  [hasCondition, flowCondition],
  [decides, gateway],
  [(element) => Boolean(definitionOf(element, 'Timer')), timer],
  [(element) => isAny(element, ['bpmn:Event', 'bpmn:SendTask', 'bpmn:ReceiveTask']), events],
  [(element) => isAny(element, ['bpmn:Process', 'bpmn:Participant']) && Boolean(owner(element)), process],
  [canRepeat, loop],
  [hasScriptsAround, around],
];

/** Fields begin anew for another element: what is typed for one never lands in the next. */
const wrapped = new WeakMap();
function keyed(Component) {
  if (!wrapped.has(Component)) wrapped.set(Component, (props) => <Component key={props.element.id} {...props} />);
  return wrapped.get(Component);
}
const fresh = (entry) => ({ ...entry, component: keyed(entry.component) });
const apart = (group) => ({
  ...group,
  ...(group.entries ? { entries: group.entries.map(fresh) } : {}),
  ...(group.items ? { items: group.items.map((item) => ({ ...item, entries: item.entries.map(fresh) })) } : {}),
});

class BatonPropertiesProvider {
  static $inject = ['propertiesPanel', 'config.catalog', 'config.draft', 'injector'];

  constructor(panel, catalog, draft, injector) {
    this.context = { catalog, draft, injector };
    panel.registerProvider(500, this);
  }

  getGroups(element) {
    return () => {
      if (Array.isArray(element)) return [];
      const own = element.type === 'label' ? [] : GROUPS.filter(([suits]) => suits(element)).flatMap(([, make]) => make(element, this.context));
      const more = is(element, 'bpmn:FlowNode') ? [framework()] : [];
      return [...general(element), ...own, ...documentation(element), ...more].map(apart);
    };
  }
}

export default { __init__: ['batonPropertiesProvider'], batonPropertiesProvider: ['type', BatonPropertiesProvider] };
