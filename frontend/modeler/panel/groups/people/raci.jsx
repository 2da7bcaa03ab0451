// What the panel shows of the parts people have in a task (RACI); they are for the documentation, who gets the task is said elsewhere.
import { names } from '../../fields/entries.jsx';
import { task } from './assignment.jsx';

const PARTS = [
  ['responsible', 'Responsible', 'Does the work. Empty: whoever it is assigned to.'],
  ['accountable', 'Accountable', 'Answers for it. Empty: who gets it when its time runs out.'],
  ['consulted', 'Consulted', 'Is asked before it is done.'],
  ['informed', 'Informed', 'Is told when it is done.'],
];

export function raci(element, { catalog }) {
  const options = [...catalog.groups, ...catalog.users];
  return { id: 'baton-raci', label: 'Parts (RACI)', entries: PARTS.map(([name, label, help]) => (
    names(`baton-${name}`, task(name), label, help, { options, computable: false, placeholder: 'Add a group, a role or a person' }))) };
}
