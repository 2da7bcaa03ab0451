// What the panel shows for what runs by itself: scripts, operations, decisions, calls, conditions, messages, the process.
import { isSelectEntryEdited, isTextFieldEntryEdited } from '@bpmn-io/properties-panel';
import { is, isAny } from 'bpmn-js/lib/util/ModelUtil';
import { extension, owner } from '../extensions.js';
import { attributeOf, bodyOf, bpmnOf, Choice, Code, fieldOf, Text } from './entries.jsx';

const text = (id, place, label, description, more = {}) => ({ id, component: Text, place, label, description, isEdited: isTextFieldEntryEdited, ...more });
const choice = (id, place, label, options, more = {}) => ({ id, component: Choice, place, label, options, isEdited: isSelectEntryEdited, ...more });
const variable = (value) => (!value || /^[A-Za-z_]\w*$/.test(value) ? null : 'Must be a variable name');
const policy = (value) => (!value || /^R\d{1,3}(\/P[0-9A-Z.]+)?$/.test(value) ? null : 'Written like R3/PT10M');

const operationOf = (catalog) => ({
  get: (element) => extension(element, 'spiffworkflow:ServiceTaskOperator')?.id ?? '',
  set: (element, value, { write }) => write.setOperation(element, catalog.operations.find((operation) => operation.id === value)),
});

const conditionOf = (injector) => ({
  get: (element) => owner(element).conditionExpression?.body ?? '',
  set: (element, value, { modeling }) => modeling.updateProperties(element, { conditionExpression: value ? injector.get('bpmnFactory').create('bpmn:FormalExpression', { body: value }) : undefined }),
});

function operation(element, catalog) {
  const operator = extension(element, 'spiffworkflow:ServiceTaskOperator');
  const known = catalog.operations.find(({ id }) => id === operator?.id);
  const options = catalog.operations.map(({ id, label, group }) => ({ value: id, label: group ? `${group}: ${label}` : label }));
  const parameters = (operator?.parameterList?.parameters ?? []).map((parameter) => {
    const about = known?.parameters?.find(({ id }) => id === parameter.id);
    return text(`baton-parameter-${parameter.id}`, fieldOf(parameter, 'value'), `${about?.label ?? parameter.id}${about?.required ? ' *' : ''}`, about?.description ?? 'Expression');
  });
  const result = operator ? [text('baton-result', fieldOf(operator, 'resultVariable'), 'Store the answer in', 'Name of a variable', { validate: variable })] : [];
  return { id: 'baton-operation', label: 'Service operation', shouldOpen: true, entries: [
    choice('baton-operation-id', operationOf(catalog), 'Operation', options, { none: '<choose>' }), ...parameters, ...result,
    text('baton-retry', attributeOf('baton:Retry', 'policy'), 'Retry', 'R3/PT10M: three more tries, ten minutes apart', { validate: policy }),
  ] };
}

const isSending = (element) => isAny(element, ['bpmn:SendTask', 'bpmn:EndEvent', 'bpmn:IntermediateThrowEvent']);

function message(element) {
  const object = element.businessObject;
  const definition = object.eventDefinitions?.find(({ $type }) => $type === 'bpmn:MessageEventDefinition');
  if (!definition && !isAny(element, ['bpmn:SendTask', 'bpmn:ReceiveTask'])) return [];
  const reference = (definition ?? object).messageRef;
  if (!reference) return [];
  // The engine reads what a message carries from the message itself.
  const place = isSending(element) ? 'MessagePayload' : 'MessageVariable';
  const holder = {
    get: () => reference.extensionElements?.values?.find(({ $type }) => $type === `spiffworkflow:${place}`)?.value ?? '',
    set: (_, value, { write }) => setMessageBody(element, reference, `spiffworkflow:${place}`, value, write),
  };
  const entry = isSending(element)
    ? text('baton-payload', holder, 'What it carries', 'Expression, for instance {"invoice": invoice_no}')
    : text('baton-variable', holder, 'Store its content in', 'Name of a variable', { validate: variable });
  return [{ id: 'baton-message', label: 'Message content', shouldOpen: true, entries: [entry] }];
}

function setMessageBody(element, reference, type, value, write) {
  const holder = reference.extensionElements ?? write.create('bpmn:ExtensionElements', { values: [] }, reference);
  const others = holder.values.filter(({ $type }) => $type !== type);
  const values = value ? [...others, write.create(type, { value }, holder)] : others;
  write.run(element, [...(reference.extensionElements ? [] : [[reference, { extensionElements: holder }]]), [holder, { values }]]);
}

const beforeAndAfter = (catalog) => ({ id: 'baton-scripts', label: 'Before and after', entries: [
  { id: 'baton-pre', component: Code, place: bodyOf('spiffworkflow:PreScript'), label: 'Script before', catalog },
  { id: 'baton-post', component: Code, place: bodyOf('spiffworkflow:PostScript'), label: 'Script after', catalog },
] });

const process = () => ({ id: 'baton-process', label: 'Instances', shouldOpen: true, entries: [
  text('baton-key', attributeOf('baton:Process', 'businessKey'), 'Business key', 'Expression over the start variables'),
  text('baton-apqc', attributeOf('baton:Process', 'apqcId'), 'APQC id', 'For instance 9.2.4'),
] });

export function automationGroups(element, { catalog, injector }) {
  const groups = [];
  const add = (type, make) => { if (is(element, type)) groups.push(make()); };
  add('bpmn:ScriptTask', () => ({ id: 'baton-script', label: 'Script', shouldOpen: true, entries: [{ id: 'baton-script-text', component: Code, place: bpmnOf('script'), label: 'Script (Python)', catalog }] }));
  add('bpmn:ServiceTask', () => operation(element, catalog));
  add('bpmn:BusinessRuleTask', () => ({ id: 'baton-decision', label: 'Decision', shouldOpen: true, entries: [choice('baton-decision-id', bodyOf('spiffworkflow:CalledDecisionId'), 'Decision', catalog.decisions)] }));
  add('bpmn:CallActivity', () => ({ id: 'baton-called', label: 'Called process', shouldOpen: true, entries: [choice('baton-called-id', bpmnOf('calledElement'), 'Process', catalog.processes)] }));
  if (is(element, 'bpmn:SequenceFlow') && isAny(element.source, ['bpmn:ExclusiveGateway', 'bpmn:InclusiveGateway'])) {
    groups.push({ id: 'baton-condition', label: 'Condition', shouldOpen: true, entries: [{ id: 'baton-condition-text', component: Code, place: conditionOf(injector), label: 'Condition (Python expression)', placeholder: 'amount > 1000', catalog }] });
  }
  if (isAny(element, ['bpmn:Process', 'bpmn:Participant']) && owner(element)) groups.push(process());
  groups.push(...message(element));
  add('bpmn:Activity', () => beforeAndAfter(catalog));
  return groups;
}
