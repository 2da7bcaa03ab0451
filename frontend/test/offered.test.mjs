// Menus offer what runs, and nothing that a deployment would refuse.
import assert from 'node:assert/strict';
import test from 'node:test';
import { isOffered } from '../modeler/drawing/offered.js';
import { mentioned, read, samplesOf, store } from '../modeler/panel/samples.js';

const OFFERS = { refused: ['complexGateway', 'adHocSubProcess', 'dataStoreReference'], events: { startEvent: ['message', 'timer'], eventSubProcess: ['error', 'message', 'timer'], endEvent: ['error', 'terminate'] } };

test('kinds that are refused are not offered', () => {
  assert.equal(isOffered({ type: 'bpmn:ComplexGateway' }, OFFERS), false);
  assert.equal(isOffered({ type: 'bpmn:AdHocSubProcess' }, OFFERS), false);
  assert.equal(isOffered({ type: 'bpmn:UserTask' }, OFFERS), true);
});

test('an event is offered where it can stand', () => {
  const error = { type: 'bpmn:StartEvent', eventDefinitionType: 'bpmn:ErrorEventDefinition' };
  assert.equal(isOffered(error, OFFERS), false);
  assert.equal(isOffered(error, OFFERS, { inEventSubProcess: true }), true);
  assert.equal(isOffered({ type: 'bpmn:EndEvent', eventDefinitionType: 'bpmn:CompensateEventDefinition' }, OFFERS), false);
  assert.equal(isOffered({ type: 'bpmn:EndEvent', eventDefinitionType: 'bpmn:TerminateEventDefinition' }, OFFERS), true);
});

test('a page without a catalogue offers everything', () => assert.equal(isOffered({ type: 'bpmn:ComplexGateway' }, undefined), true));

test('a text mentions its variables and nothing else', () => {
  const variables = [{ name: 'amount' }, { name: 'total' }];
  const functions = [{ name: 'round' }, { name: 'date.today' }];
  assert.deepEqual(mentioned('round(amount * rate, 2) > len_of.x and "total" != date.today()', variables, functions), ['amount', 'rate', 'len_of']);
  assert.deepEqual(mentioned('total = amount * 2\nfor line in lines:\n    total = total + line', variables, functions), ['amount', 'lines']);
  assert.deepEqual(mentioned('total = total + 1', variables, functions), ['total']);
});

test('sample values are JSON where they look like it, and stay with their draft', () => {
  assert.deepEqual([read('12.5'), read('yes'), read('["a"]'), read('plain text'), read('007 x')], [12.5, true, ['a'], 'plain text', '007 x']);
  const kept = new Map();
  const storage = { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) };
  store('/models/1', { amount: '10' }, storage);
  assert.deepEqual(samplesOf('/models/1', storage), { amount: '10' });
  assert.deepEqual(samplesOf('/models/2', storage), {});
  assert.deepEqual(samplesOf('/models/1', { getItem: () => { throw new Error('forbidden'); } }), {});
});
