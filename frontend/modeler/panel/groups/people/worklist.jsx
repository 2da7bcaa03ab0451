// What the panel shows of a task as people meet it on their worklist: title, priority, instructions.
import { longText, value } from '../../fields/entries.jsx';
import { bodyOf } from '../../fields/places.js';
import { task } from './assignment.jsx';

/** A number is written as it is, without quotes. */
const priority = task('priority');

export const worklist = () => ({ id: 'baton-work', label: 'On the worklist', entries: [
  value('baton-title', task('title'), 'Title', 'What the line says; the name of the task when empty.', { placeholder: 'customer + ", " + str(amount)' }),
  value('baton-priority', priority, 'Priority', '0 to 100; 50 when empty. Higher comes first.', { type: 'number', placeholder: '90 if amount > 10000 else 50' }),
  longText('baton-instructions-text', bodyOf('spiffworkflow:InstructionsForEndUser'), 'Instructions', 'Shown beside the form. Markdown, with {{ variable }} where a value belongs.'),
] });
