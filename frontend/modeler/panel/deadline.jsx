// Deadlines and reminders of a task: boundary timers, made from a number and a unit.
import { useService } from 'bpmn-js-properties-panel';
import { getBusinessObject } from 'bpmn-js/lib/util/ModelUtil';
import { durationOf, UNITS } from './duration.js';

const TIMER = 'bpmn:TimerEventDefinition';
const timersOf = (element) => (element.attachers ?? []).filter((shape) => getBusinessObject(shape).eventDefinitions?.[0]?.$type === TIMER);

/** From the right corner leftwards, the first place on the lower edge where no boundary event sits. */
function freePlace(element) {
  const taken = (element.attachers ?? []).map((shape) => shape.x + shape.width / 2);
  const places = [...Array(Math.floor(element.width / 40) + 1).keys()].map((slot) => element.x + element.width - 20 - 40 * slot);
  return places.find((x) => taken.every((other) => Math.abs(other - x) >= 36)) ?? places[0];
}

function useAdd(element) {
  const factory = useService('elementFactory');
  const bpmnFactory = useService('bpmnFactory');
  const modeling = useService('modeling');
  return (amount, unit, ends) => {
    const shape = factory.createShape({ type: 'bpmn:BoundaryEvent', eventDefinitionType: TIMER, cancelActivity: ends });
    const event = getBusinessObject(shape);
    const definition = event.eventDefinitions[0];
    event.name = `${ends ? 'Due' : 'Remind'} after ${amount} ${UNITS[unit].words}`;
    // Quoted, because timer text is an expression in other tools of this engine as well.
    definition.timeDuration = bpmnFactory.create('bpmn:FormalExpression', { body: `"${durationOf(amount, unit)}"` });
    definition.timeDuration.$parent = definition;
    modeling.createShape(shape, { x: freePlace(element), y: element.y + element.height }, element, { attach: true });
  };
}

export function Deadline({ element, id }) {
  const add = useAdd(element);
  const selection = useService('selection');
  const submit = (event) => {
    event.preventDefault();
    const data = new FormData(event.target);
    add(Number(data.get('amount')), data.get('unit'), data.get('ends') === 'yes');
  };
  return <div class="bio-properties-panel-entry" data-entry-id={id}>
    {timersOf(element).map((timer) => <button type="button" class="deadline-chip" key={timer.id} onClick={() => selection.select(timer)}>
      {getBusinessObject(timer).name || timer.id} <code>{getBusinessObject(timer).eventDefinitions[0].timeDuration?.body}</code></button>)}
    <form class="deadline" onSubmit={submit}>
      <input class="bio-properties-panel-input" name="amount" type="number" min="1" value="2" required aria-label="Amount" />
      <select class="bio-properties-panel-input" name="unit" aria-label="Unit">{Object.entries(UNITS).map(([key, { words }]) => <option value={key} key={key} selected={key === 'D'}>{words}</option>)}</select>
      <select class="bio-properties-panel-input" name="ends" aria-label="What happens"><option value="no">remind (task stays)</option><option value="yes">escalate (task ends)</option></select>
      <button class="btn btn-sm" type="submit">Add</button>
    </form></div>;
}
