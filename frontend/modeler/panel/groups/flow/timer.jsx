// What the panel shows of a timer event: when it fires, what becomes of missed times.
import { getBusinessObject, is } from 'bpmn-js/lib/util/ModelUtil';
import { timerOf, timerProperties } from '../../deadline-command.js';
import { choice } from '../../fields/entries.jsx';
import { useModel } from '../../fields/model.js';
import { shownAsEdited } from '../../fields/parts.jsx';
import { When } from '../../fields/when.jsx';
import { attributeOf } from '../../fields/places.js';
import { calendarOf, countedBy, workingTime, zoneOf } from '../automation/process.jsx';

export const definitionOf = (element, kind) => getBusinessObject(element).eventDefinitions?.find(({ $type }) => $type === `bpmn:${kind}EventDefinition`);

/** A timer in the middle of a path fires once; one on an edge or at a beginning can repeat. */
const repeats = (element) => !is(element, 'bpmn:IntermediateCatchEvent');

function TimerWhen({ id, element }) {
  const { write } = useModel();
  const definition = definitionOf(element, 'Timer');
  const starts = is(element, 'bpmn:StartEvent') && !getBusinessObject(element).$parent.triggeredByEvent;
  const choices = [...(starts ? [] : ['after']), ...(repeats(element) ? ['every', 'at'] : []), 'on', ...(starts ? [] : ['variable']), 'written'];
  return <When id={id} label={starts ? 'An instance begins' : 'It fires'} choices={choices} value={timerOf(definition)} zone={zoneOf(element)} calendar={countedBy(element, 'baton:Timer')} none={timerOf(definition).text ? undefined : 'choose…'}
    onChange={(timer) => write.update(element, definition, timerProperties(write, definition, timer))} />;
}

const MISSED = [{ value: 'once', label: 'one for all of them' }, { value: 'all', label: 'each of them is made up' }, { value: 'skip', label: 'they are left out' }];

export function timer(element) {
  const { kind } = timerOf(definitionOf(element, 'Timer'));
  const cycle = kind === 'cycle';
  const keeps = is(element, 'bpmn:BoundaryEvent') || getBusinessObject(element).$parent?.triggeredByEvent;
  return { id: 'baton-timer', label: 'Time', shouldOpen: true, entries: [
    { id: 'baton-timer-when', component: TimerWhen, isEdited: shownAsEdited },
    ...(kind === 'duration' && calendarOf(element) ? [workingTime('baton-timer-counts', 'baton:Timer')] : []),
    ...(cycle && keeps ? [choice('baton-timer-missed', attributeOf('baton:Timer', 'catchUp'), 'Times missed during a pause', undefined, { options: MISSED, none: 'one, or all where the number is limited' })] : []),
  ] };
}
