// The state of an instance at any entry is the same whichever way one got there.
import assert from 'node:assert/strict';
import test from 'node:test';
import { States } from '../viewer/states.js';
import { flatDiff } from '../viewer/flat-diff.js';
import { sampleHistory } from './preview/samples.mjs';

const move = (activity, state) => ({ activity, element_id: activity.split('#')[0], state });
const entry = (seq, moves, rest = {}) => ({ seq, at: '2026-11-21T10:00:00Z', title: '', moves, ...rest });
const plain = ({ elements, flows, data }) => JSON.stringify([[...elements].sort(), [...flows].sort(), Object.entries(data).sort()]);

test('stepping and jumping arrive at the same state', () => {
  const { entries } = sampleHistory(300);
  const flows = [{ id: 'f1', source: 'received', target: 'classify' }, { id: 'f4', source: 'known', target: 'investigate' }];
  const walked = new States(entries, flows);
  const seen = entries.map((_, index) => plain(walked.frame(index)));
  const jumped = new States(entries, flows);
  for (const index of [299, 0, 63, 64, 65, 127, 128, 5, 200, 199]) assert.equal(plain(jumped.frame(index)), seen[index], `entry ${index}`);
});

test('before the first entry nothing is marked', () => {
  const states = new States([entry(1, [move('a#1', 'waiting')])]);
  states.frame(0);
  assert.equal(states.frame(-1).elements.size, 0);
});

test('a visit counts once however its activity moves', () => {
  const states = new States([entry(1, [move('a#1', 'waiting')]), entry(2, [move('a#1', 'failed')]), entry(3, [move('a#1', 'completed')]), entry(4, [move('a#2', 'waiting')])]);
  assert.equal(states.frame(2).elements.get('a').visits, 1);
  assert.equal(states.frame(3).elements.get('a').visits, 2);
});

test('a failed activity outweighs a waiting one of the same element', () => {
  const states = new States([entry(1, [move('a#1', 'waiting'), move('a#2', 'failed')]), entry(2, [move('a#2', 'completed')]), entry(3, [move('a#1', 'cancelled')])]);
  assert.equal(states.frame(0).elements.get('a').state, 'failed');
  assert.equal(states.frame(1).elements.get('a').state, 'waiting');
  assert.equal(states.frame(2).elements.get('a').state, 'cancelled');
});

test('a visit marks the flow it came through and no other', () => {
  const flows = [{ id: 'near', source: 'a', target: 'c' }, { id: 'far', source: 'b', target: 'c' }];
  const states = new States([entry(1, [move('b#1', 'completed')]), entry(2, [move('a#1', 'completed')]), entry(3, [move('c#1', 'waiting')])], flows);
  assert.deepEqual([...states.frame(2).flows.keys()], ['near']);
});

test('a parallel join marks every flow that arrived', () => {
  const flows = [{ id: 'f1', source: 'a', target: 'join', joins: true }, { id: 'f2', source: 'b', target: 'join', joins: true }];
  const states = new States([entry(1, [move('a#1', 'completed')]), entry(2, [move('b#1', 'completed')]), entry(3, [move('join#1', 'completed')])], flows);
  assert.deepEqual([...states.frame(2).flows.keys()], ['f1', 'f2']);
});

test('data follows changes and removals, and shows what one entry did', () => {
  const states = new States([entry(1, [], { changed: { amount: 5, note: 'x' } }), entry(2, [], { changed: { amount: 7 }, removed: ['note'] })]);
  const { before, after } = states.around(1);
  assert.deepEqual(flatDiff(before, after), [{ op: 'change', path: 'amount', from: 5, to: 7 }, { op: 'remove', path: 'note', from: 'x' }]);
});

test('an address with a sequence number finds its entry, a number beyond the end the last', () => {
  const states = new States([entry(3, []), entry(7, [])]);
  assert.equal(states.indexOf(7), 1);
  assert.equal(states.indexOf(99), 1);
});

test('differences name nested places', () => {
  assert.deepEqual(flatDiff({ lines: [{ qty: 1 }] }, { lines: [{ qty: 2 }, { qty: 3 }] }),
    [{ op: 'change', path: 'lines[0].qty', from: 1, to: 2 }, { op: 'add', path: 'lines[1]', to: { qty: 3 } }]);
});
