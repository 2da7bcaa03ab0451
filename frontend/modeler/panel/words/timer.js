// When a timer fires: choices with blanks to fill in, and the text that the model holds for them.
import { durationOf, readDuration, say, unquoted } from './duration.js';

export const WHEN = {
  after: 'after a time',
  every: 'again and again, every …',
  at: 'at set times',
  on: 'on a date',
  variable: 'on the date in a variable',
  written: 'written as text',
};
export const DAYS = {
  '*': 'every day', 'MON-FRI': 'every working day', MON: 'every Monday', TUE: 'every Tuesday', WED: 'every Wednesday', THU: 'every Thursday',
  FRI: 'every Friday', SAT: 'every Saturday', SUN: 'every Sunday', 1: 'on the 1st of every month', 15: 'on the 15th of every month', 28: 'on the 28th of every month',
};
const REPEAT = /^R(\d*)\/(P[^/]+)$/i;
const CRON = /^(\d{1,2}) (\d{1,2}) (\*|\d{1,2}) \* (\*|[A-Za-z]{3}(?:-[A-Za-z]{3})?|[0-7])$/;
const NAMES = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'];
const DATE = /^\d{4}-\d\d-\d\d(T\d\d:\d\d)?$/;
const NAME = /^[A-Za-z_]\w*$/;
const two = (number) => String(number).padStart(2, '0');

/** What a timer says, in words that can be changed; what has no words is `written`. `kind`: duration, date or cycle. */
export function readTimer(kind, text) {
  const plain = unquoted(text);
  const written = { when: 'written', kind, text: text ?? '' };
  if (!plain) return { when: 'after', amount: 2, unit: 'days' };
  if (kind === 'cycle') return readCycle(plain) ?? written;
  const length = readDuration(plain);
  if (length) return { when: 'after', ...length };
  if (kind === 'date' && DATE.test(plain)) return { when: 'on', date: plain };
  if (kind === 'date' && NAME.test(plain) && plain === text.trim()) return { when: 'variable', name: plain };
  return written;
}

function readCycle(text) {
  const repeat = REPEAT.exec(text);
  const length = repeat && readDuration(repeat[2]);
  if (length) return { when: 'every', ...length, times: repeat[1] ? Number(repeat[1]) : '' };
  const cron = CRON.exec(text);
  if (!cron) return null;
  const [, minute, hour, day, weekday] = cron;
  const named = (/^[0-7]$/.test(weekday) ? NAMES[weekday] : weekday).toUpperCase();
  const days = day === '*' ? named : named === '*' ? day : '';
  return DAYS[days] ? { when: 'at', days, time: `${two(hour)}:${two(minute)}` } : null;
}

/** {kind, text} of a timer; text is '' while something is still missing. */
export function writeTimer(timer) {
  if (timer.when === 'after') return { kind: 'duration', text: timer.amount > 0 ? durationOf(timer.amount, timer.unit) : '' };
  if (timer.when === 'every') return { kind: 'cycle', text: timer.amount > 0 ? `R${timer.times || ''}/${durationOf(timer.amount, timer.unit)}` : '' };
  if (timer.when === 'on') return { kind: 'date', text: timer.date ?? '' };
  if (timer.when === 'variable') return { kind: 'date', text: timer.name ?? '' };
  if (timer.when === 'at') return { kind: 'cycle', text: cron(timer) };
  return { kind: timer.kind ?? 'duration', text: timer.text ?? '' };
}

function cron({ days, time }) {
  const [hour, minute] = (time || '').split(':').map(Number);
  if (Number.isNaN(hour) || Number.isNaN(minute ?? NaN)) return '';
  return /^\d+$/.test(days) ? `${minute} ${hour} ${days} * *` : `${minute} ${hour} * * ${days}`;
}

/** What another choice begins with, keeping what fits. */
export function begin(when, before = {}) {
  const { amount = 2, unit = 'days', kind = 'duration' } = before;
  return { after: { when, amount, unit }, every: { when, amount, unit, times: '' }, at: { when, days: 'MON-FRI', time: '09:00' }, on: { when, date: '' }, variable: { when, name: '' },
    written: { when, kind: before.when ? writeTimer(before).kind : kind, text: before.when ? writeTimer(before).text : '' } }[when];
}

/** A short name for an event: “after 2 days”, “every Monday at 09:00”. */
export function sayTimer(timer) {
  if (timer.when === 'after') return `after ${say(timer.amount, timer.unit)}`;
  if (timer.when === 'every') return `every ${timer.amount === 1 ? say(1, timer.unit).slice(2) : say(timer.amount, timer.unit)}${timer.times ? `, ${timer.times} times` : ''}`;
  if (timer.when === 'at') return `${DAYS[timer.days]} at ${timer.time}`;
  if (timer.when === 'on') return `on ${timer.date.replace('T', ' at ')}`;
  return timer.when === 'variable' ? `on the date in ${timer.name}` : timer.text;
}
