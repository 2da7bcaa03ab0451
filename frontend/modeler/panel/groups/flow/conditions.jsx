// What the panel shows of where a token goes: the condition of a flow, and all flows of a gateway with theirs.
import { useService } from 'bpmn-js-properties-panel';
import { getBusinessObject, is, isAny } from 'bpmn-js/lib/util/ModelUtil';
import { condition } from '../../fields/entries.jsx';
import { Condition } from '../../fields/condition.jsx';
import { useModel } from '../../fields/model.js';
import { Field, shownAsEdited } from '../../fields/parts.jsx';
import { expressionOf } from '../../fields/places.js';
import { sayCondition } from '../../words/condition.js';

const DECIDING = ['bpmn:ExclusiveGateway', 'bpmn:InclusiveGateway'];
const flowsOf = (element) => (element.outgoing ?? []).filter((flow) => is(flow, 'bpmn:SequenceFlow'));
const place = (flow) => expressionOf(getBusinessObject(flow), 'conditionExpression');

/** Behind a gateway that decides, and behind an activity with several ways out. */
export const hasCondition = (element) => is(element, 'bpmn:SequenceFlow') && Boolean(element.source) && (isAny(element.source, DECIDING) || (is(element.source, 'bpmn:Activity') && flowsOf(element.source).length > 1));
export const decides = (element) => isAny(element, DECIDING) && flowsOf(element).length > 1;

/** The default flow has no condition: what it had is taken away in the same edit. */
function setDefault({ write }, source, flow) {
  const object = getBusinessObject(source);
  const steps = [[object, { default: flow ? getBusinessObject(flow) : undefined }]];
  if (flow && getBusinessObject(flow).conditionExpression) steps.push([getBusinessObject(flow), { conditionExpression: undefined }]);
  write.run(source, steps);
}

function Otherwise({ id, element }) {
  const model = useModel();
  const on = getBusinessObject(element.source).default === getBusinessObject(element);
  return <Field id={id} edited={on}><label class="panel-tick"><input type="checkbox" checked={on} onChange={(event) => setDefault(model, element.source, event.target.checked ? element : null)} />Otherwise: taken when no other condition holds</label></Field>;
}

export function flowCondition(element) {
  const isDefault = getBusinessObject(element.source).default === getBusinessObject(element);
  return { id: 'baton-condition', label: 'Condition', shouldOpen: true, entries: [
    { id: 'baton-otherwise', component: Otherwise, isEdited: shownAsEdited },
    ...(isDefault ? [] : [condition('baton-condition', place(element), 'Taken when')]),
  ] };
}

function Flow({ id, flow, source }) {
  const model = useModel();
  const selection = useService('selection');
  const object = getBusinessObject(flow);
  const isDefault = getBusinessObject(source).default === object;
  const target = getBusinessObject(flow.target);
  const text = place(flow).get();
  return <details class="panel-flow" open={!isDefault && !text}>
    <summary><span class="panel-flow-target">{object.name ? `${object.name}: ` : ''}{target.name || target.id}</span><span class="panel-flow-when">{isDefault ? 'otherwise' : text ? sayCondition(text) : 'no condition yet'}</span></summary>
    <label class="panel-tick"><input type="radio" name={`${id}-default`} checked={isDefault} onChange={() => setDefault(model, source, flow)} />Otherwise (when no other condition holds)</label>
    {!isDefault && <Condition key={flow.id} id={`${id}-condition`} element={flow} label="Taken when" value={text} onChange={(next) => place(flow).set(flow, next, model)} />}
    <button type="button" class="panel-add" onClick={() => selection.select(flow)}>Show the flow</button></details>;
}

function Flows({ id, element }) {
  const model = useModel();
  const object = getBusinessObject(element);
  return <div class="bio-properties-panel-entry" data-entry-id={id} {...(flowsOf(element).some((flow) => place(flow).get()) ? { 'data-edited': '' } : {})}>
    <p class="bio-properties-panel-description">{is(element, 'bpmn:ExclusiveGateway') ? 'The first that holds is taken, in this order.' : 'Every one that holds is taken.'}</p>
    {flowsOf(element).map((flow, index) => <Flow key={flow.id} id={`baton-flow-${index}`} flow={flow} source={element} />)}
    {object.default && <button type="button" class="panel-add" onClick={() => setDefault(model, element, null)}>No flow is taken otherwise</button>}</div>;
}

export const gateway = () => ({ id: 'baton-flows', label: 'Ways out', shouldOpen: true, entries: [{ id: 'baton-flows-list', component: Flows, isEdited: shownAsEdited }] });
