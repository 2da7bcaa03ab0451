// What the panel says in words is what the model holds, both ways.
import assert from 'node:assert/strict';
import test from 'node:test';
import { comparisons, readCondition, sayCondition, writeCondition } from '../modeler/panel/words/condition.js';
import { durationOf, readDuration, say } from '../modeler/panel/words/duration.js';
import { readLiteral, writeLiteral } from '../modeler/panel/words/literal.js';
import { isComputed } from '../modeler/panel/words/names.js';
import { readRetry, writeRetry } from '../modeler/panel/words/retry.js';
import { begin, readTimer, sayTimer, writeTimer } from '../modeler/panel/words/timer.js';

test('a length of time with one unit comes back as it went', () => {
  for (const [amount, unit, text] of [[30, 'minutes', 'PT30M'], [48, 'hours', 'PT48H'], [2, 'days', 'P2D'], [1, 'weeks', 'P1W'], [3, 'months', 'P3M']]) {
    assert.equal(durationOf(amount, unit), text);
    assert.deepEqual(readDuration(text), { amount, unit });
    assert.deepEqual(readDuration(`"${text}"`), { amount, unit });
  }
  assert.equal(readDuration('P1DT3H'), null);
  assert.equal(say(1, 'days'), '1 day');
  assert.equal(say(2, 'days'), '2 days');
});

test('timers are read in words and written as they were', () => {
  const cases = [
    ['duration', 'PT48H', 'after', 'after 48 hours'], ['cycle', 'R/P1D', 'every', 'every day'], ['cycle', 'R3/PT2H', 'every', 'every 2 hours, 3 times'],
    ['cycle', '0 9 * * MON', 'at', 'every Monday at 09:00'], ['cycle', '30 17 * * MON-FRI', 'at', 'every working day at 17:30'], ['cycle', '5 8 15 * *', 'at', 'on the 15th of every month at 08:05'],
    ['date', '2026-04-01T09:00', 'on', 'on 2026-04-01 at 09:00'], ['date', 'due_at', 'variable', 'on the date in due_at'],
  ];
  for (const [kind, text, when, sentence] of cases) {
    const timer = readTimer(kind, text);
    assert.equal(timer.when, when);
    assert.deepEqual(writeTimer(timer), { kind, text });
    assert.equal(sayTimer(timer), sentence);
  }
});

test('a timer without words is kept as it is written', () => {
  for (const [kind, text] of [['duration', 'P1DT3H'], ['duration', 'timedelta(hours=patience)'], ['cycle', '*/5 * * * *'], ['cycle', '0 9 1 * MON'], ['date', 'begun + timedelta(days=2)'], ['date', '2026-04-01T09:00:00+02:00'], ['date', '"due_at"']]) {
    assert.deepEqual(writeTimer(readTimer(kind, text)), { kind, text });
    assert.equal(readTimer(kind, text).when, 'written');
  }
});

test('a timer with a blank left writes nothing', () => {
  assert.equal(writeTimer({ when: 'after', amount: 0, unit: 'days' }).text, '');
  assert.equal(writeTimer({ when: 'at', days: 'MON', time: '' }).text, '');
  assert.deepEqual(writeTimer(begin('written', { when: 'every', amount: 2, unit: 'hours', times: 3 })), { kind: 'cycle', text: 'R3/PT2H' });
});

test('conditions of rows are read and written the same', () => {
  const same = [
    'amount > 1000', 'outcome == "approve"', 'amount >= 10.5 and country != "DE"', 'urgent or not checked', 'invoice.total <= limit', 'status in ["open", "late"]', 'level not in [1, 2]',
    '"VIP" in tags', 'done == True', 'name == "O\\"Hara\\\\"', 'a == -5',
  ];
  for (const text of same) assert.equal(writeCondition(readCondition(text)), text);
  assert.equal(writeCondition(readCondition("outcome == 'it\\'s'")), 'outcome == "it\'s"');
  assert.equal(writeCondition(readCondition('level in (1, 2)')), 'level in [1, 2]');
});

test('what rows cannot say stays an expression', () => {
  for (const text of ['len(items) > 3', 'a > 1 and b > 2 or c', '(a > 1)', 'a + 1 > 2', 'a if b else c', 'a > 1 > 2', 'a is None', 'x[0] == 1', 'amount > ', 'f"{a}" == b', 'a == [1]', 'not (a)', 'a.b() == 1']) {
    assert.equal(readCondition(text), null, text);
  }
});

test('a row with a blank left is not written, and nothing is no condition', () => {
  assert.equal(writeCondition({ join: 'and', rows: [{ variable: 'a', operator: '>', value: { kind: 'number', text: '' } }, { variable: 'b', operator: 'filled' }] }), 'b');
  assert.deepEqual(readCondition('  '), { join: 'and', rows: [] });
  assert.equal(sayCondition('amount > 5 and not paid'), 'amount is more than 5 and paid is empty');
});

test('a yes-or-no variable is yes or no, nothing else', () => {
  assert.deepEqual(comparisons('yes or no'), [['filled', 'is yes'], ['empty', 'is no']]);
});

test('plain values are told from expressions', () => {
  for (const [text, type, value] of [['"a \\"b\\""', 'text', 'a "b"'], ["'x'", 'text', 'x'], ['12.5', 'number', '12.5'], ['True', 'yes-no', 'yes'], ['""', 'text', '']]) assert.deepEqual(readLiteral(text), { type, value });
  for (const text of ['amount', '"a" + b', '', '"a" "b"', '1e5', 'f"x"']) assert.equal(readLiteral(text), null);
  assert.equal(writeLiteral('12', 'number'), '12');
  assert.equal(writeLiteral('12', 'text'), '"12"');
  assert.equal(writeLiteral('a\nb', 'text'), '"a\\nb"');
  assert.equal(writeLiteral('', 'text'), '');
});

test('retries in words', () => {
  for (const text of ['R3', 'R3/PT10M', 'R10/P1D']) assert.equal(writeRetry(readRetry(text)), text);
  assert.equal(readRetry('R3/PT1H30M'), null);
});

test('a list of names is computed when it is an expression or a variable', () => {
  assert.equal(isComputed('AR clerk, AR manager'), false);
  assert.equal(isComputed('approvers', ['approvers']), true);
  assert.equal(isComputed('team["lead"]'), true);
});
