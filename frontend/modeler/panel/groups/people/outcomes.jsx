// What the panel shows of the buttons that a user task is finished with.
import { ListGroup } from '@bpmn-io/properties-panel';
import { Extensions, extensions } from '../../../extensions.js';
import { choice, names, text } from '../../fields/entries.jsx';
import { fieldOf } from '../../fields/places.js';
import { isWord } from '../../words/names.js';
import { fieldsOf } from './form.jsx';
import { goesOutside } from './outsider.jsx';

const APPROVES = [{ value: 'true', label: 'yes' }];
const SENDS_BACK = [{ value: 'true', label: 'yes' }];
const DECLINES = [{ value: 'decline', label: 'declining the task' }];
const TONES = [{ value: 'primary', label: 'the usual way (filled)' }, { value: 'danger', label: 'rejects or stops (red)' }];
const word = (value) => (!value || isWord(value) ? null : 'One word: letters, digits, dot, dash.');

export function outcomes(element, { catalog, injector }) {
  const write = new Extensions(injector);
  const fields = fieldsOf(element, catalog);
  const outward = goesOutside(element);
  const items = extensions(element, 'baton:Outcome').map((outcome, index) => ({
    id: `baton-outcome-${index}`,
    label: outcome.label || outcome.value || 'Button',
    autoFocusEntry: `baton-outcome-${index}-label`,
    remove: (event) => { event.stopPropagation(); write.remove(element, outcome); },
    entries: [
      text(`baton-outcome-${index}-label`, fieldOf(outcome, 'label'), 'Button says'),
      text(`baton-outcome-${index}-value`, fieldOf(outcome, 'value'), 'Value', 'Lands in the variable outcome, for conditions after this task.', { validate: word }),
      choice(`baton-outcome-${index}-tone`, fieldOf(outcome, 'tone'), 'Looks like', undefined, { options: TONES, none: 'plain' }),
      names(`baton-outcome-${index}-requires`, fieldOf(outcome, 'requires'), 'Must be filled in', 'Fields that this button needs, such as a reason.', { options: fields, computable: false, placeholder: 'Add a field' }),
      choice(`baton-outcome-${index}-approves`, fieldOf(outcome, 'approves'), 'Approves', 'Whoever presses it approves what the task names under “An approval is about”.', { options: APPROVES, none: 'no' }),
      choice(`baton-outcome-${index}-sends-back`, fieldOf(outcome, 'sendsBack'), 'Sends back', 'For a button that leads to an earlier step: the form may be unfinished, and nothing typed is lost.', { options: SENDS_BACK, none: 'no' }),
      ...(outward || outcome.get('role') ? [choice(`baton-outcome-${index}-role`, fieldOf(outcome, 'role'), 'From outside it means', 'A button that says no takes the place of “Decline” on the page of somebody outside.', { options: DECLINES, none: 'nothing special' })] : []),
    ],
  }));
  const add = (event) => {
    event.stopPropagation();
    const used = new Set(extensions(element, 'baton:Outcome').map((outcome) => outcome.value));
    const suggested = [['approve', 'Approve', 'primary'], ['reject', 'Reject', 'danger']].find(([value]) => !used.has(value)) ?? [free(used), '', ''];
    write.add(element, 'baton:Outcome', { value: suggested[0], label: suggested[1] || undefined, tone: suggested[2] || undefined });
  };
  return { id: 'baton-outcomes', label: 'Buttons', component: ListGroup, element, items, add };
}

function free(used) {
  let number = used.size + 1;
  while (used.has(`outcome-${number}`)) number += 1;
  return `outcome-${number}`;
}
