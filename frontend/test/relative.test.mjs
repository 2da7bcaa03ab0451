// Moments in words: the largest unit that fits, rounded down.
import assert from 'node:assert/strict';
import test from 'node:test';
import { relative } from '../islands/relative.js';

const now = new Date('2026-11-21T12:00:00Z');
const before = (seconds) => new Date(now - seconds * 1000);

test('an hour and a half ago is one hour ago', () => assert.equal(relative(before(5400), now, 'en'), '1 hour ago'));
test('a moment to come is said as such', () => assert.equal(relative(before(-3 * 86400), now, 'en'), 'in 3 days'));
test('an age has a number and a letter', () => assert.equal(relative(before(3 * 86400 + 10), now, 'en', 'age'), '3d'));
test('a few seconds are this minute', () => assert.equal(relative(before(20), now, 'en'), 'this minute'));
