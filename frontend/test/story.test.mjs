// A story of the test panel: what is played, what a new step drops, and expectations that become a scenario.
import assert from 'node:assert/strict';
import test from 'node:test';
import { begun, between, continued, duration, expecting, expectedInWords, expects, inWords, merged, offers, played, told } from '../modeler/sides/test/story.js';

const story = { title: 'x', process: 'p', step: [{ advance: 'PT1H' }, { complete: 'a', as: 'ann' }], expect: { state: 'completed' } };
const standing = {
  state: 'active', tasks: [{ element_id: 'b', assignee: 'bob', due_at: '2026-03-04T09:00:00Z' }], incidents: [],
  variables: [{ name: 'amount', value: 5 }, { name: 'nothing', value: null }, { name: 'long', value: 'x'.repeat(300) }],
  path: [{ step: 1, state: 'completed', element_id: 'a' }, { step: 2, state: 'completed', element_id: 'c' }, { step: 2, state: 'waiting', element_id: 'b' }],
};

test('a plain start says nothing about how it began; a message start names its message', () => {
  assert.equal(begun('p', { kind: 'none', name: null }, 'ann', '2026-03-02T09:00:00Z').start, undefined);
  assert.deepEqual(begun('p', { kind: 'message', name: 'Order' }, 'ann', '2026-03-02T09:00:00Z').start, { kind: 'message', name: 'Order' });
});

test('what is expected at the end counts only when all steps are played', () => {
  assert.deepEqual(played(story, 1), { title: 'x', process: 'p', step: [{ advance: 'PT1H' }] });
  assert.equal(played(story, 2), story);
});

test('a new step in the middle drops what came later', () => {
  assert.deepEqual(continued(story, 1, { signal: 's' }), { title: 'x', process: 'p', step: [{ advance: 'PT1H' }, { signal: 's' }] });
  assert.deepEqual(continued(story, 2, { signal: 's' }).step.length, 3);
});

test('the time between two moments is exact', () => {
  assert.equal(between('2026-03-02T09:00:00Z', '2026-03-04T09:00:00Z'), 'PT48H');
  assert.equal(between('2026-03-02T09:00:00Z', '2026-03-02T09:01:30.500Z'), 'PT1M30.5S');
  assert.equal(between('2026-03-02T09:00:00Z', '2026-03-02T09:00:00Z'), 'PT0S');
});

test('only whole numbers of known units push the clock', () => {
  assert.equal(duration('2', 'day'), 'P2D');
  for (const wrong of ['0', '-1', '1.5', '', 'x', '99999999']) assert.equal(duration(wrong, 'hour'), '');
});

test('durations and steps are told in words', () => {
  assert.equal(inWords('PT47H59M'), '47 hours 59 minutes');
  assert.equal(inWords('PT1H'), '1 hour');
  assert.equal(told(story.step[1], () => 'Check'), 'Complete “Check” as ann');
  assert.equal(told({ fail: 'erp.post', code: 'E1' }), 'erp.post fails with E1');
  assert.equal(told({ expect: {} }), 'Look');
});

test('what can be expected now leaves out values that a file cannot hold', () => {
  const found = offers(standing, 2);
  assert.deepEqual(found.filter((one) => one.sure).map((one) => one.key), ['open']);
  assert.deepEqual(found.find((one) => one.key === 'passed').value, ['c']);
  assert.deepEqual(found.filter((one) => one.key === 'variables').map((one) => one.name), ['amount']);
  assert.deepEqual(offers({ ...standing, state: 'completed', tasks: [] }, 2)[0], { key: 'state', value: 'completed', sure: true });
});

test('chosen expectations are added to those of the last played step', () => {
  const variables = { key: 'variables', value: { amount: 5 } };
  const once = expecting(story, 2, merged([variables, { key: 'open', value: ['b'] }]));
  assert.deepEqual(once.step[1].expect, { variables: { amount: 5 }, open: ['b'] });
  assert.deepEqual(expecting(once, 2, merged([{ key: 'variables', value: { x: 1 } }])).step[1].expect.variables, { amount: 5, x: 1 });
  assert.deepEqual(expecting({ process: 'p' }, 0, { open: [] }).step, [{ expect: { open: [] } }]);
});

test('a story without expectations is known as one; a refusal is an expectation', () => {
  assert.equal(expects({ step: [{ advance: 'PT1H' }] }), false);
  assert.equal(expects({ step: [{ refused: 'a' }] }), true);
  assert.equal(expects(story), true);
});

test('expectations read like sentences', () => {
  assert.deepEqual(expectedInWords({ open: ['b'], incident: false }, () => 'Decide').map(({ text }) => text), ['waiting at “Decide”', 'no incident']);
});
