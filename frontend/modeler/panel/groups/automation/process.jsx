// What the panel shows of a whole process: how its instances are known, where its clocks stand; and places in the APQC framework.
import { owner } from '../../../extensions.js';
import { choice, text, tick, value } from '../../fields/entries.jsx';
import { useModel } from '../../fields/model.js';
import { Field, shownAsEdited, Suggestions, Typed } from '../../fields/parts.jsx';
import { attributeOf } from '../../fields/places.js';
import { isVariable } from '../../words/names.js';

const ZONE = attributeOf('baton:Process', 'timeZone');
const zones = () => Intl.supportedValuesOf?.('timeZone') ?? [];
const variable = (name) => (!name || isVariable(name) ? null : 'A name of letters, digits and _, such as requester.');
const apqc = (id) => (!id || /^\d+(\.\d+)*$/.test(id) ? null : 'Numbers with dots between, such as 9.2.4.');

function Zone({ id, element }) {
  const model = useModel();
  const now = ZONE.get(element);
  const known = zones();
  return <Field id={id} label="Time zone" edited={Boolean(now)} help="Of its dates and repetitions; UTC when empty." error={now && known.length && !known.includes(now) && now !== 'UTC' ? 'This browser knows no such zone; write one such as Europe/Berlin.' : ''}>
    <Typed id={`bio-properties-panel-${id}`} type="text" list={`${id}-known`} spellcheck={false} placeholder="UTC" value={now} onChange={(zone) => ZONE.set(element, zone.trim(), model)} />
    <Suggestions id={`${id}-known`} options={known.map((zone) => ({ value: zone, label: zone }))} /></Field>;
}

export const process = (element, { catalog }) => ({ id: 'baton-process', label: 'Instances', shouldOpen: true, entries: [
  value('baton-key', attributeOf('baton:Process', 'businessKey'), 'Business key', 'The name people know an instance by, computed from what it was started with.', { placeholder: 'order_no' }),
  text('baton-initiator', attributeOf('baton:Process', 'initiator'), 'Variable that receives who starts it', 'Tasks can then be given to that person, or kept away from them.', { validate: variable, placeholder: 'requester' }),
  { id: 'baton-zone', component: Zone, isEdited: shownAsEdited },
  choice('baton-calendar', attributeOf('baton:Process', 'calendar'), 'Working hours', 'A calendar of this model (NAME.calendar.toml); deadlines may count its hours only.', { options: catalog.calendars, none: 'every hour counts' }),
  text('baton-apqc', attributeOf('baton:Process', 'apqcId'), 'APQC id', 'Its place in the APQC framework, such as 9.2.4.', { validate: apqc }),
] });

function setting(element, name) {
  let at = owner(element);
  while (at && at.$type !== 'bpmn:Process') at = at.$parent;
  return at?.extensionElements?.values?.find(({ $type }) => $type === 'baton:Process')?.get(name) ?? '';
}

/** The zone of the process that an element belongs to. */
export const zoneOf = (element) => setting(element, 'timeZone');
/** The file with the working hours of the process that an element belongs to. */
export const calendarOf = (element) => setting(element, 'calendar');

/** Whether a deadline counts only working hours: `type` is baton:Task or baton:Timer. */
export const countsWork = (type) => ({
  get: (element) => (attributeOf(type, 'counts').get(element) === 'working-time' ? 'true' : ''),
  set: (element, value, model) => attributeOf(type, 'counts').set(element, value ? 'working-time' : '', model),
});
/** The calendar that a deadline counts by, empty where every hour counts. */
export const countedBy = (element, type) => (countsWork(type).get(element) ? calendarOf(element) : '');
export const workingTime = (id, type) => tick(id, countsWork(type), 'Only working hours count', 'By the calendar of the process; a day is then a working day.');

export const framework = () => ({ id: 'baton-framework', label: 'Framework', entries: [text('baton-apqc-id', attributeOf('baton:Apqc', 'id'), 'APQC id', 'The activity of the APQC framework that this carries out, such as 9.2.4.2.', { validate: apqc })] });
