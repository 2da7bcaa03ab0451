// What is typed beside a decision table, and what of it the browser keeps.
import assert from 'node:assert/strict';
import test from 'node:test';
import { same, short, told, values } from '../decisions/fields.js';
import { KeptTable, packed, unpacked } from '../decisions/kept-table.js';

const host = (...fields) => ({ querySelectorAll: () => fields.map(([text, kind, value]) => ({ value, dataset: { text, kind } })) });

test('fields give values of their types, and empty ones are missing', () => {
  assert.deepEqual(values(host(['amount', 'number', '12,5'], ['vip', 'boolean', 'false'], ['name', 'string', '12'], ['day', 'date', '2026-01-02'], ['gone', 'number', ''])),
    { amount: 12.5, vip: false, name: '12', day: '2026-01-02' });
});

test('a number that is half typed is sent as it stands, so that the table says what is wrong', () => {
  assert.deepEqual(values(host(['amount', 'number', '12..'])), { amount: '12..' });
});

test('fields without a type take what is meant: numbers, truth values, lists', () => {
  assert.deepEqual(values(host(['a', '', '3'], ['b', '', 'true'], ['c', '', '["x"]'], ['d', '', 'plain'], ['e', '', '{broken'])), { a: 3, b: true, c: ['x'], d: 'plain', e: '{broken' });
});

test('answers are the same whatever the order of their parts', () => {
  assert.ok(same({ a: 1, b: [{ c: null, d: 2 }] }, { b: [{ d: 2, c: null }], a: 1 }));
  assert.ok(!same({ a: 1 }, { a: '1' }));
  assert.ok(same(null, undefined));
});

test('answers are told in one line', () => {
  assert.equal(told(null), 'no answer');
  assert.equal(told({ level: 'board', days: 2 }), 'level = board, days = 2');
  assert.equal(short({ level: 'board', days: 2 }), 'board · 2');
});

test('a table is kept together with its examples and comes back with them', async () => {
  const storage = { setItem(key, value) { this[key] = value; }, getItem(key) { return this[key]; }, removeItem(key) { delete this[key]; } };
  const kept = new KeptTable('level.dmn', () => ({ level: [{ inputs: { amount: 1 } }] }), { storage, tab: 'one', locks: undefined });
  assert.equal(kept.keep('<a/>', '3'), true);
  assert.equal(await kept.left(packed('<a/>', { level: [{ inputs: { amount: 1 } }] })), undefined);
  const left = await kept.left(packed('<b/>', {}));
  assert.equal(left.version, '3');
  assert.deepEqual(unpacked(left.xml), { xml: '<a/>', examples: { level: [{ inputs: { amount: 1 } }] } });
  assert.deepEqual(unpacked('<a/>'), { xml: '<a/>' });
});
