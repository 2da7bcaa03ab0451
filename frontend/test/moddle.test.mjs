// What a model says in our namespaces, and in anybody's, is still there after reading and writing it.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { BpmnModdle } from 'bpmn-moddle';
import { keepVariables, openTypes } from '../modeler/lossless.js';

const json = (name) => JSON.parse(readFileSync(new URL(`../modeler/${name}`, import.meta.url), 'utf8'));
const fixture = readFileSync(new URL('fixtures/dispute.bpmn', import.meta.url), 'utf8');
const moddle = () => keepVariables(openTypes(new BpmnModdle({ spiffworkflow: json('spiffworkflow-moddle.json'), baton: json('baton-moddle.json') })));

async function roundTrip(xml) {
  const reader = moddle();
  const { rootElement, warnings } = await reader.fromXML(xml);
  return { root: rootElement, warnings, xml: (await reader.toXML(rootElement, { format: true })).xml };
}

test('a model with every extension reads without a warning', async () => {
  const { warnings } = await roundTrip(fixture);
  assert.deepEqual(warnings.map((warning) => warning.message), []);
});

test('our words are typed objects', async () => {
  const { root } = await roundTrip(fixture);
  const process = root.rootElements.find((element) => element.$type === 'bpmn:Process');
  const task = process.flowElements.find((element) => element.id === 'investigate');
  const values = task.extensionElements.values;
  assert.equal(values.find((value) => value.$type === 'baton:Task').dueDate, '"P2D"');
  assert.deepEqual(values.filter((value) => value.$type === 'baton:Outcome').map((value) => value.value), ['credit', 'reject']);
  assert.equal(values.find((value) => value.$type === 'spiffworkflow:Properties').properties[0].value, 'investigate.form.json');
  const operator = process.flowElements.find((element) => element.id === 'notify').extensionElements.values[0];
  assert.deepEqual(operator.parameterList.parameters.map((parameter) => parameter.id), ['to', 'subject']);
});

test('extensions of other vendors survive', async () => {
  const { xml } = await roundTrip(fixture);
  assert.match(xml, /<acme:contact mail="ar@example.org">Ana<\/acme:contact>/);
  assert.match(xml, /<acme:color shade="7" \/>/);
});

test('words of a later version in our own namespaces survive', async () => {
  const later = fixture.replace('<acme:color shade="7" />', '<baton:escalation to="ar.manager"><baton:step after="P1D">first</baton:step></baton:escalation><spiffworkflow:newThing mode="x">text</spiffworkflow:newThing>');
  const { xml } = await roundTrip(later);
  assert.match(xml, /<baton:escalation to="ar.manager">\s*<baton:step after="P1D">first<\/baton:step>\s*<\/baton:escalation>/);
  assert.match(xml, /<spiffworkflow:newThing mode="x">text<\/spiffworkflow:newThing>/);
});

test('a new attribute on a known word survives', async () => {
  const { xml } = await roundTrip(fixture.replace('<baton:retry policy="R3/PT10M" />', '<baton:retry policy="R3" jitter="0.2" />'));
  assert.match(xml, /<baton:retry policy="R3" jitter="0.2" \/>/);
});

test('a loop over a variable keeps its variable', async () => {
  const loop = '<bpmn:multiInstanceLoopCharacteristics><bpmn:loopDataInputRef>lines</bpmn:loopDataInputRef><bpmn:loopDataOutputRef>results</bpmn:loopDataOutputRef>'
    + '<bpmn:inputDataItem id="line" name="line" /></bpmn:multiInstanceLoopCharacteristics>';
  const { xml } = await roundTrip(fixture.replace('<bpmn:outgoing>f6</bpmn:outgoing></bpmn:userTask>', `<bpmn:outgoing>f6</bpmn:outgoing>${loop}</bpmn:userTask>`));
  assert.match(xml, /<bpmn:loopDataInputRef>lines<\/bpmn:loopDataInputRef>/);
  assert.match(xml, /<bpmn:loopDataOutputRef>results<\/bpmn:loopDataOutputRef>/);
});

test('writing twice changes nothing more', async () => {
  const once = (await roundTrip(fixture)).xml;
  assert.equal((await roundTrip(once)).xml, once);
});

test('whatever a model says in our words can be said in the panel', () => {
  const panel = new URL('../modeler/panel/', import.meta.url);
  const files = readdirSync(panel, { recursive: true }).filter((name) => /\.jsx?$/.test(name));
  const text = files.map((name) => readFileSync(new URL(name, panel), 'utf8')).join('\n');
  const missing = json('baton-moddle.json').types.flatMap(({ name, properties }) => [`baton:${name}`, ...properties.map((property) => property.name)])
    .filter((word) => !text.includes(`'${word}'`));
  assert.deepEqual(missing, []);
});
