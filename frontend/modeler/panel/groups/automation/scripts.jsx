// What the panel shows of scripts: the one of a script task, and those before and after other activities.
import { is } from 'bpmn-js/lib/util/ModelUtil';
import { code } from '../../fields/entries.jsx';
import { bodyOf, bpmnOf } from '../../fields/places.js';

export const script = () => ({ id: 'baton-script', label: 'Script', shouldOpen: true, entries: [
  code('baton-script-text', bpmnOf('script'), 'Script (Python)', 'What it sets become variables. It runs in the sandbox, without network and files.', { script: true }),
] });

const BEFORE = bodyOf('spiffworkflow:PreScript');
const AFTER = bodyOf('spiffworkflow:PostScript');

/** Script tasks have a script of their own; the engine runs none around them. */
export const hasScriptsAround = (element) => is(element, 'bpmn:Activity') && !is(element, 'bpmn:ScriptTask');

export const around = () => ({ id: 'baton-scripts', label: 'Before and after', entries: [
  code('baton-pre', BEFORE, 'Script before', 'Runs once when the element is reached.', { script: true }),
  code('baton-post', AFTER, 'Script after', 'Runs once when it is done.', { script: true }),
] });
