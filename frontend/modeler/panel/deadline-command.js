// Draws a deadline on a task as one edit: the timer on its edge, and what follows when it fires.
import { getBusinessObject } from 'bpmn-js/lib/util/ModelUtil';
import { Extensions } from '../extensions.js';
import { sayTimer, writeTimer } from './words/timer.js';

const TIMER = 'bpmn:TimerEventDefinition';
const HOLDERS = { duration: 'timeDuration', date: 'timeDate', cycle: 'timeCycle' };
const NOTICE = 'notice/send';
export const DEADLINE = 'baton.deadline';

/** The timers on the edge of a task. */
export const timersOf = (element) => (element.attachers ?? []).filter((shape) => getBusinessObject(shape).eventDefinitions?.[0]?.$type === TIMER);
/** {kind, text} of a timer event definition. */
export function timerOf(definition) {
  const kind = Object.keys(HOLDERS).find((one) => definition?.get(HOLDERS[one])) ?? 'duration';
  return { kind, text: definition?.get(HOLDERS[kind])?.body ?? '' };
}
/** What has to be written for {kind, text}: one of the three holders, the others empty. */
export function timerProperties(write, definition, { kind, text }) {
  const properties = Object.fromEntries(Object.values(HOLDERS).map((holder) => [holder, undefined]));
  return { ...properties, [HOLDERS[kind]]: text ? write.create('bpmn:FormalExpression', { body: text }, definition) : undefined };
}

/** From the right corner leftwards, the first place on the lower edge where no event sits. */
function freePlace(element) {
  const taken = (element.attachers ?? []).map((shape) => shape.x + shape.width / 2);
  const places = [...Array(Math.floor(element.width / 40) + 1).keys()].map((slot) => element.x + element.width - 20 - 40 * slot);
  return places.find((x) => taken.every((other) => Math.abs(other - x) >= 36)) ?? places[0];
}

/** The timer and whatever only it leads to. */
export function pathOf(timer) {
  const path = new Set([timer]);
  for (const shape of path) {
    for (const { target } of shape.outgoing ?? []) {
      if (target.incoming.every(({ source }) => path.has(source))) path.add(target);
    }
  }
  return [...path];
}

/** Context: {element, timer, act: remind | escalate | path, to, people, computed, target}; `computed`: `to` is an expression. */
class DrawDeadline {
  constructor(injector) {
    Object.assign(this, { factory: injector.get('elementFactory'), modeling: injector.get('modeling'), place: injector.get('autoPlace'), copy: injector.get('moddleCopy'), catalog: injector.get('config.catalog'), write: new Extensions(injector) });
  }

  static $inject = ['injector'];

  preExecute(context) {
    const event = this.event(context);
    if (context.act === 'remind') this.remind(event, context);
    if (context.act === 'escalate') this.escalate(event, context);
    if (context.act === 'path' && context.target) this.modeling.connect(event, context.target);
    context.event = event;
  }

  event({ element, timer, act }) {
    const shape = this.factory.createShape({ type: 'bpmn:BoundaryEvent', eventDefinitionType: TIMER, cancelActivity: act !== 'remind' });
    const event = getBusinessObject(shape);
    event.name = `${{ remind: 'Remind', escalate: 'Escalate', path: 'Overdue' }[act]} ${sayTimer(timer)}`;
    const [definition] = event.eventDefinitions;
    Object.entries(timerProperties(this.write, definition, writeTimer(timer))).forEach(([name, value]) => definition.set(name, value));
    return this.modeling.createShape(shape, { x: freePlace(element), y: element.y + element.height }, element, { attach: true });
  }

  remind(event, { element, to, computed }) {
    const task = this.factory.createShape({ type: 'bpmn:ServiceTask' });
    const object = getBusinessObject(task);
    const title = getBusinessObject(element).name || element.id;
    object.name = computed ? 'Remind' : `Remind ${to}`;
    object.extensionElements = this.write.create('bpmn:ExtensionElements', { values: [] }, object);
    const operation = this.catalog.operations.find(({ id }) => id === NOTICE) ?? { id: NOTICE, parameters: [{ name: 'to' }, { name: 'text' }] };
    const operator = this.write.operator(operation, object.extensionElements);
    // Who is computed for the task is computed for the reminder as well.
    const values = { to: computed ? to : JSON.stringify(to), text: JSON.stringify(`${title} is waiting`) };
    operator.parameterList.parameters.forEach((parameter) => { if (values[parameter.id]) parameter.value = values[parameter.id]; });
    object.extensionElements.values = [operator];
    this.place.append(this.place.append(event, task), this.factory.createShape({ type: 'bpmn:EndEvent' }));
  }

  /** The same work for somebody else, going on where the task would have. */
  escalate(event, { element, to, people }) {
    const shape = this.factory.createShape({ type: 'bpmn:UserTask' });
    const object = getBusinessObject(shape);
    this.copy.copyElement(getBusinessObject(element), object, ['extensionElements', 'documentation']);
    object.name = `${getBusinessObject(element).name || element.id} (escalated)`;
    const holder = object.extensionElements ?? this.write.create('bpmn:ExtensionElements', { values: [] }, object);
    object.extensionElements = holder;
    const old = holder.values.find(({ $type }) => $type === 'baton:Task');
    const task = this.write.create('baton:Task', { ...(old?.title ? { title: old.title } : {}), ...(old?.priority ? { priority: old.priority } : {}), [people ? 'candidateUsers' : 'candidateGroups']: to }, holder);
    holder.values = [...holder.values.filter((value) => value !== old), task];
    const placed = this.place.append(event, shape);
    const next = element.outgoing.find(({ type }) => type === 'bpmn:SequenceFlow')?.target;
    if (next) this.modeling.connect(placed, next);
  }
}

class Deadlines {
  static $inject = ['commandStack'];

  constructor(commandStack) { commandStack.registerHandler(DEADLINE, DrawDeadline); }
}

export default { __init__: ['deadlines'], deadlines: ['type', Deadlines] };
