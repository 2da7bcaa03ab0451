// What the panel shows for user and manual tasks: form, who, when, outcomes, instructions.
import { ListGroup, isSelectEntryEdited, isTextAreaEntryEdited, isTextFieldEntryEdited } from '@bpmn-io/properties-panel';
import { is, isAny } from 'bpmn-js/lib/util/ModelUtil';
import { Extensions, extensions } from '../extensions.js';
import { attributeOf, bodyOf, Choice, fieldOf, LongText, propertyOf, Text } from './entries.jsx';
import { Deadline } from './deadline.jsx';

const text = (id, place, label, description, more = {}) => ({ id, component: Text, place, label, description, isEdited: isTextFieldEntryEdited, ...more });
const task = (name) => attributeOf('baton:Task', name);
const TONES = [{ value: 'primary', label: 'Primary (the usual way)' }, { value: 'neutral', label: 'Neutral' }, { value: 'danger', label: 'Danger (rejects or stops)' }];
const word = (value) => (!value || /^\w[\w.-]*$/.test(value) ? null : 'One word: letters, digits, dot, dash');

const form = (catalog) => ({ id: 'baton-form', label: 'Form', shouldOpen: true, entries: [
  { id: 'baton-form-file', component: Choice, place: propertyOf('formJsonSchemaFilename'), label: 'Form', options: catalog.forms, isEdited: isSelectEntryEdited },
] });

const people = (catalog) => {
  const groups = catalog.groups.map((group) => group.value).join(', ');
  return { id: 'baton-people', label: 'Assignment', shouldOpen: true, entries: [
    text('baton-groups', task('candidateGroups'), 'Candidate groups', groups ? `Commas between several. Known: ${groups}. Empty: the lane decides.` : 'Commas between several, or an expression. Empty: the lane decides.'),
    text('baton-assignee', task('assignee'), 'Assignee', 'Expression for one person, for instance initiator'),
    text('baton-users', task('candidateUsers'), 'Candidate people', 'Commas between several, or an expression'),
    text('baton-not-same', task('notSameAs'), 'Not the same person as', 'Ids of earlier tasks, commas between several'),
  ] };
};

const work = () => ({ id: 'baton-work', label: 'On the worklist', entries: [
  text('baton-title', task('title'), 'Title', 'Expression, for instance customer + ", " + str(amount)'),
  text('baton-priority', task('priority'), 'Priority', '0 to 100, 50 when empty'),
] });

const deadlines = () => ({ id: 'baton-deadline', label: 'Deadline and reminders', shouldOpen: true, entries: [
  text('baton-due', task('dueDate'), 'Due', 'Duration like P2D, a date, or an expression', { placeholder: 'P2D' }),
  { id: 'baton-timers', component: Deadline },
] });

function outcomes(element, injector) {
  const write = new Extensions(injector);
  const items = extensions(element, 'baton:Outcome').map((outcome, index) => ({
    id: `baton-outcome-${index}`,
    label: outcome.label || outcome.value || 'Outcome',
    autoFocusEntry: `baton-outcome-${index}-value`,
    remove: (event) => { event.stopPropagation(); write.remove(element, outcome); },
    entries: [
      text(`baton-outcome-${index}-value`, fieldOf(outcome, 'value'), 'Value', 'Lands in the variable outcome', { validate: word }),
      text(`baton-outcome-${index}-label`, fieldOf(outcome, 'label'), 'Button'),
      { id: `baton-outcome-${index}-tone`, component: Choice, place: fieldOf(outcome, 'tone'), label: 'Look', options: TONES, none: 'Neutral (default)', isEdited: isSelectEntryEdited },
      text(`baton-outcome-${index}-requires`, fieldOf(outcome, 'requires'), 'Required fields', 'Commas between several'),
    ],
  }));
  const add = (event) => { event.stopPropagation(); write.add(element, 'baton:Outcome', { value: `outcome-${items.length + 1}` }); };
  return { id: 'baton-outcomes', label: 'Outcomes', component: ListGroup, element, items, add };
}

const instructions = () => ({ id: 'baton-instructions', label: 'Instructions', entries: [
  { id: 'baton-instructions-text', component: LongText, place: bodyOf('spiffworkflow:InstructionsForEndUser'), label: 'Shown to the person', description: 'Markdown with {{ variable }} places', isEdited: isTextAreaEntryEdited },
] });

export function taskGroups(element, { catalog, injector }) {
  if (is(element, 'bpmn:StartEvent') && !(element.businessObject.eventDefinitions ?? []).length) return [form(catalog)];
  if (!isAny(element, ['bpmn:UserTask', 'bpmn:ManualTask'])) return [];
  const own = is(element, 'bpmn:UserTask') ? [form(catalog), outcomes(element, injector)] : [];
  return [...own, people(catalog), deadlines(), work(), instructions()];
}
