// What the panel shows of who does a task: lane, groups, a person, some people, who must not, and who does it when nobody is left.
import { getBusinessObject, is } from 'bpmn-js/lib/util/ModelUtil';
import { names, value } from '../../fields/entries.jsx';
import { useModel } from '../../fields/model.js';
import { Field, shownAsEdited } from '../../fields/parts.jsx';
import { attributeOf } from '../../fields/places.js';
import { joined, split } from '../../words/names.js';
import { fieldsOf } from './form.jsx';

export const task = (name) => attributeOf('baton:Task', name);
const WAYS = { candidateGroups: 'anybody in a group', assignee: 'one person', candidateUsers: 'one of several people' };
const said = (element) => Object.keys(WAYS).filter((name) => task(name).get(element));

/** The lane that the element stands in, if it has a name. */
export function laneOf(element) {
  const shape = [element, getBusinessObject(element).$parent].map((one) => getBusinessObject(one));
  return shape.flatMap((object) => object?.lanes ?? []).map((lane) => lane.name).find(Boolean);
}

/** One way at a time is the usual; what a model combines is shown as it is. `asked` outlives the moment in which nothing is filled in yet. */
const asked = new WeakMap();
const wayOf = (element) => {
  const ways = said(element);
  return ways.length > 1 ? 'several' : ways[0] ?? asked.get(element) ?? 'lane';
};

function Way({ id, element }) {
  const { write, injector } = useModel();
  const lane = laneOf(element);
  const way = wayOf(element);
  const choose = ({ target: { value: next } }) => {
    asked.set(element, next);
    if (said(element).some((name) => name !== next)) write.setAttributes(element, 'baton:Task', Object.fromEntries(Object.keys(WAYS).filter((name) => name !== next).map((name) => [name, ''])));
    else injector.get('eventBus').fire('elements.changed', { elements: [element] });
  };
  return <Field id={id} label="Who does it" help={way === 'lane' && !lane ? 'The task stands in no lane yet: nobody would see it.' : ''} edited={way !== 'lane'}>
    <select id={`bio-properties-panel-${id}`} class="bio-properties-panel-input" value={way} onChange={choose}>
      <option value="lane">{lane ? `the lane: ${lane}` : 'the lane it stands in'}</option>
      {Object.entries(WAYS).map(([name, words]) => <option key={name} value={name}>{words}</option>)}
      {way === 'several' && <option value="several">several of these</option>}</select></Field>;
}

/** Whoever did these can be kept away: other tasks of people in the same process, and its beginning. */
function others(element, injector) {
  const home = (object) => { let at = object; while (at && at.$type !== 'bpmn:Process') at = at.$parent; return at; };
  const here = home(getBusinessObject(element));
  const begins = (one) => is(one, 'bpmn:StartEvent') && getBusinessObject(one).$parent === here && !getBusinessObject(one).eventDefinitions?.length;
  return injector.get('elementRegistry').filter((one) => one.type !== 'label' && one !== element && (begins(one) || (isTask(one) && home(getBusinessObject(one)) === here)));
}

function NotSame({ id, element }) {
  const { write, injector } = useModel();
  const chosen = split(task('notSameAs').get(element));
  const tasks = others(element, injector);
  const gone = chosen.filter((ref) => !tasks.some((one) => one.id === ref));
  const put = (ref, on) => write.setAttribute(element, 'baton:Task', 'notSameAs', joined(on ? [...chosen, ref] : chosen.filter((other) => other !== ref)));
  const said = (one) => (is(one, 'bpmn:StartEvent') ? 'starting the process' : getBusinessObject(one).name || one.id);
  const lines = [...tasks.map((one) => [one.id, said(one)]), ...gone.map((ref) => [ref, `${ref} (not found)`])];
  return <Field id={id} label="Not by whoever did" edited={chosen.length > 0} help={lines.length ? 'Four eyes: whoever did one of these must not do this one.' : 'There is no other task of a person in this process.'}>
    <div class="panel-ticks">{lines.map(([ref, name]) => <label key={ref}><input type="checkbox" checked={chosen.includes(ref)} onChange={(event) => put(ref, event.target.checked)} />{name}</label>)}</div></Field>;
}

export function assignment(element, { catalog }) {
  const way = wayOf(element);
  const shows = (name) => way === name || Boolean(task(name).get(element));
  return { id: 'baton-people', label: 'Assignment', shouldOpen: true, entries: [
    { id: 'baton-way', component: Way, isEdited: shownAsEdited },
    ...(shows('candidateGroups') ? [names('baton-groups', task('candidateGroups'), 'Groups', 'Everybody in them sees the task and can take it. They replace the lane.', { options: catalog.groups, placeholder: 'Add a group' })] : []),
    ...(shows('assignee') ? [value('baton-assignee', task('assignee'), 'Person', 'Chosen here, or computed, such as initiator.', { options: catalog.users, placeholder: 'initiator' })] : []),
    ...(shows('candidateUsers') ? [names('baton-users', task('candidateUsers'), 'People', 'Each of them sees the task and can take it.', { options: catalog.users, placeholder: 'Add a person' })] : []),
    { id: 'baton-not-same', component: NotSame, isEdited: shownAsEdited },
    names('baton-material', task('materialFields'), 'An approval is about', 'Fields that must stay as they were approved: when one changes later, the approval is void.', { options: fieldsOf(element, catalog), computable: false, placeholder: 'Add a field' }),
    names('baton-fallback-groups', task('fallbackGroups'), 'If that is nobody: groups', 'Used when everything above comes to nobody.', { options: catalog.groups, placeholder: 'Add a group' }),
    names('baton-fallback-users', task('fallbackUsers'), 'If that is nobody: people', undefined, { options: catalog.users, placeholder: 'Add a person' }),
  ] };
}

export const isTask = (element) => is(element, 'bpmn:UserTask') || is(element, 'bpmn:ManualTask');
