// What the panel shows of until when a task is to be done, and what happens before and after that.
import { useState } from '@bpmn-io/properties-panel/preact/hooks';
import { useService } from 'bpmn-js-properties-panel';
import { getBusinessObject } from 'bpmn-js/lib/util/ModelUtil';
import { DEADLINE, pathOf, timerOf, timersOf } from '../../deadline-command.js';
import { useModel, useVariables } from '../../fields/model.js';
import { Field, Icon, Moments, Suggestions, shownAsEdited } from '../../fields/parts.jsx';
import { useMoments, Amount, When } from '../../fields/when.jsx';
import { isComputed, split } from '../../words/names.js';
import { calendarOf, countedBy, workingTime, zoneOf } from '../automation/process.jsx';
import { laneOf, task } from './assignment.jsx';

const DUE = task('dueDate');

function Due({ id, element }) {
  const model = useModel();
  return <When id={id} label="Due" none="no date of its own" choices={['after', 'on', 'variable', 'written']} value={{ kind: 'date', text: DUE.get(element) }} zone={zoneOf(element)} calendar={countedBy(element, 'baton:Task')}
    description="Shown on the worklist and sorted by. When empty, the first deadline below is shown." onChange={({ text }) => DUE.set(element, text, model)} />;
}

const follows = (event) => event.outgoing.map(({ target }) => getBusinessObject(target).name || target.id).join(', ');

function Card({ event }) {
  const modeling = useService('modeling');
  const selection = useService('selection');
  const object = getBusinessObject(event);
  const { kind, text } = timerOf(object.eventDefinitions[0]);
  const times = useMoments(kind, text, zoneOf(event), countedBy(event, 'baton:Timer'));
  return <li class="panel-card">
    <button type="button" class="panel-card-title" onClick={() => selection.select(event)}>{object.name || object.id}</button>
    <button type="button" class="panel-remove" aria-label={`Remove ${object.name || object.id} and what only it leads to`} onClick={() => modeling.removeElements(pathOf(event))}><Icon name="trash" /></button>
    <div class="panel-card-text">{object.cancelActivity ? 'The task ends' : 'The task stays open'}{event.outgoing.length ? `, then: ${follows(event)}` : '; nothing follows yet'}</div>
    <Moments times={times ?? { sentence: text, next: [] }} /></li>;
}

const ACTS = { remind: 'remind somebody (the task stays open)', escalate: 'escalate: somebody else gets the task', path: 'end the task and take another path' };

function Add({ id, element, catalog }) {
  const stack = useService('commandStack');
  const registry = useService('elementRegistry');
  const selection = useService('selection');
  const known = useVariables().map(({ name }) => name);
  const [timer, setTimer] = useState({ when: 'after', amount: 2, unit: 'days' });
  const [act, setAct] = useState('remind');
  const submit = (event) => {
    event.preventDefault();
    const to = event.target.elements.to?.value.trim();
    const target = registry.get(event.target.elements.target?.value);
    const context = { element, timer, act, to, target, people: catalog.users.some(({ value }) => value === to), computed: isComputed(to ?? '', known) };
    stack.execute(DEADLINE, context);
    selection.select(act === 'path' && !target ? context.event : element);
  };
  const usual = act === 'remind' ? split(task('candidateGroups').get(element))[0] ?? laneOf(element) ?? '' : '';
  return <form class="panel-new" data-entry-id={id} onSubmit={submit}>
    <div class="panel-new-title">Add a deadline</div>
    <label class="panel-inline">after</label><Amount timer={timer} onChange={setTimer} />
    <select class="bio-properties-panel-input" aria-label="What happens then" value={act} onChange={(event) => setAct(event.target.value)}>{Object.entries(ACTS).map(([key, words]) => <option key={key} value={key}>{words}</option>)}</select>
    {act === 'path' ? <select class="bio-properties-panel-input" name="target" aria-label="Where it goes on"><option value="">I draw it myself</option>{targets(element, registry).map((shape) => <option key={shape.id} value={shape.id}>to {getBusinessObject(shape).name || shape.id}</option>)}</select>
      : <><input key={act} class="bio-properties-panel-input" type="text" name="to" required list={`${id}-people`} placeholder="a group or a person" aria-label="Whom" defaultValue={usual} />
        <Suggestions id={`${id}-people`} options={[...catalog.groups, ...catalog.users]} /></>}
    <button class="btn btn-sm" type="submit">Add</button></form>;
}

const targets = (element, registry) => registry.filter((shape) => shape !== element && shape.parent === element.parent && shape.type !== 'label' && !shape.waypoints
  && /Task|Activity|SubProcess|Gateway|EndEvent|IntermediateThrow/.test(shape.type));

function Timers({ id, element, catalog }) {
  const timers = timersOf(element);
  return <div data-entry-id={id} {...(timers.length ? { 'data-edited': '' } : {})}>
    {timers.length > 0 && <Field id={`${id}-list`} label="Reminders and deadlines"><ul class="panel-cards">{timers.map((event) => <Card key={event.id} event={event} />)}</ul></Field>}
    <Add key={element.id} id={`${id}-new`} element={element} catalog={catalog} /></div>;
}

export const deadlines = (element, { catalog }) => ({ id: 'baton-deadline', label: 'Deadlines and reminders', shouldOpen: true, entries: [
  { id: 'baton-due', component: Due, isEdited: shownAsEdited },
  ...(/^['"]?P/.test(DUE.get(element)) && calendarOf(element) ? [workingTime('baton-due-counts', 'baton:Task')] : []),
  { id: 'baton-timers', component: Timers, catalog, isEdited: shownAsEdited },
] });
