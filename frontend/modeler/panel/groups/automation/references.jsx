// What the panel shows of what a task calls: a decision table, or another process.
import { getBusinessObject } from 'bpmn-js/lib/util/ModelUtil';
import { choice } from '../../fields/entries.jsx';
import { Links, at } from '../../fields/links.jsx';
import { useVariables } from '../../fields/model.js';
import { bodyOf, bpmnOf } from '../../fields/places.js';

const DECISION = bodyOf('spiffworkflow:CalledDecisionId');
const PROCESS = bpmnOf('calledElement');

function DecisionLinks({ id, element, catalog, draft }) {
  const known = catalog.decisions.find(({ value }) => value === DECISION.get(element));
  return <Links id={id} links={[
    { href: known?.file ? at(draft, 'decisions', known.file) : '', label: 'Open decision' },
    { href: draft.url ? `${at(draft, 'decisions', 'new')}?element=${encodeURIComponent(element.id)}` : '', label: 'New decision…', kind: 'new' },
  ]} />;
}

function Answer({ id, element }) {
  const { id: own } = getBusinessObject(element);
  const answers = useVariables().filter(({ written }) => written.some(({ element_id: at, how }) => at === own && how === 'decision'));
  const asks = useVariables().filter(({ read }) => read.some(({ element_id: at, how }) => at === own && how === 'decision'));
  if (!answers.length && !asks.length) return null;
  const list = (variables) => variables.map(({ name }, index) => <span key={name}>{index ? ', ' : ''}<code>{name}</code></span>);
  return <div class="bio-properties-panel-entry panel-note" data-entry-id={id}>{asks.length > 0 && <>Asks for {list(asks)}. </>}{answers.length > 0 && <>Answers into {list(answers)}.</>}</div>;
}

export const decision = (element, { catalog, draft }) => ({ id: 'baton-decision', label: 'Decision', shouldOpen: true, entries: [
  choice('baton-decision-id', DECISION, 'Decision table', undefined, { options: catalog.decisions, none: 'choose…' }),
  { id: 'baton-decision-answer', component: Answer },
  { id: 'baton-decision-links', component: DecisionLinks, catalog, draft },
] });

function ProcessLinks({ id, element, catalog }) {
  const known = catalog.processes.find(({ value }) => value === PROCESS.get(element));
  return <Links id={id} links={[{ href: known?.url ?? '', label: 'Open process' }]} />;
}

function Data({ id, element, catalog }) {
  const known = catalog.processes.find(({ value }) => value === PROCESS.get(element));
  if (!known) return null;
  const inputs = known.inputs ?? [];
  const outputs = known.outputs ?? [];
  const words = inputs.length || outputs.length
    ? `It declares its data: ${inputs.length ? `${inputs.join(', ')} go in` : 'nothing goes in'}, ${outputs.length ? `${outputs.join(', ')} come back` : 'nothing comes back'}.`
    : 'All variables go in, and what it sets comes back.';
  return <div class="bio-properties-panel-entry panel-note" data-entry-id={id}>{words}</div>;
}

export const called = (element, { catalog }) => ({ id: 'baton-called', label: 'Called process', shouldOpen: true, entries: [
  choice('baton-called-id', PROCESS, 'Process', undefined, { options: catalog.processes, none: 'choose…' }),
  { id: 'baton-called-data', component: Data, catalog },
  { id: 'baton-called-links', component: ProcessLinks, catalog },
] });
