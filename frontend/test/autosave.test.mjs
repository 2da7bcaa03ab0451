// Saving by itself: one save at a time, nothing lost when the server is away, and no overwriting of others.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Autosave, stateAfter, words } from '../modeler/saving/autosave.js';
import { Kept } from '../modeler/saving/kept.js';

class Timers {
  constructor() { this.waiting = new Map(); this.last = 0; }
  setTimeout(run, delay) { this.waiting.set(++this.last, { run, delay }); return this.last; }
  clearTimeout(id) { this.waiting.delete(id); }
  /** Runs what waits for at most `delay` milliseconds, and lets promises settle. */
  async pass(delay) {
    for (const [id, { run, delay: wanted }] of [...this.waiting]) if (wanted <= delay) { this.waiting.delete(id); run(); }
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  }
}

class Storage {
  setItem(key, value) { this[key] = value; }
  getItem(key) { return this[key] ?? null; }
  removeItem(key) { delete this[key]; }
}

function stage(answers) {
  const timers = new Timers();
  const stage = { timers, sent: [], told: [], xml: '<one/>', storage: new Storage() };
  stage.kept = new Kept('m', { storage: stage.storage, tab: 'tab', locks: null });
  stage.autosave = new Autosave({
    read: async () => ({ name: 'a.bpmn', xml: stage.xml }), kept: stage.kept, version: '1', timers,
    tell: (state) => stage.told.push(state),
    send: async (body, version) => {
      stage.sent.push([body.xml, version]);
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
  return stage;
}

const refused = (status, details = {}) => Object.assign(new Error('no'), { status, details });

test('several changes become one save on top of what was seen', async () => {
  const { autosave, timers, sent, told, storage } = stage([{ version: 2 }]);
  autosave.changed();
  autosave.changed();
  assert.equal(autosave.clean, false);
  await timers.pass(1500);
  assert.deepEqual(sent, [['<one/>', '1']]);
  assert.equal(autosave.version, '2');
  assert.equal(told.at(-1), 'saved');
  assert.deepEqual(Object.keys(storage), []);
});

test('what is drawn while a save is under way is saved after it', async () => {
  const one = stage([{ version: 2 }, { version: 3 }]);
  one.autosave.changed();
  const running = one.autosave.now();
  while (!one.sent.length) await Promise.resolve();
  one.xml = '<two/>';
  one.autosave.changed();
  await running;
  assert.equal(one.autosave.clean, false);
  await one.timers.pass(1500);
  assert.deepEqual(one.sent.at(-1), ['<two/>', '2']);
  assert.equal(one.autosave.clean, true);
});

test('without a connection the work stays in the browser and is sent when it is back', async () => {
  const one = stage([refused(-1), { version: 2 }]);
  one.autosave.changed();
  await one.timers.pass(1500);
  assert.equal(one.told.at(-1), 'offline');
  assert.equal(JSON.parse(one.storage['baton.draft.m#tab']).xml, '<one/>');
  one.autosave.wake();
  await one.timers.pass(0);
  assert.equal(one.told.at(-1), 'saved');
  assert.deepEqual(Object.keys(one.storage), []);
});

test('the second of two editors overwrites nothing until they say so', async () => {
  const one = stage([refused(409, { version: 7, name: 'Ana' }), { version: 8 }]);
  one.autosave.changed();
  await one.timers.pass(1500);
  assert.equal(one.told.at(-1), 'conflict');
  one.xml = '<more/>';
  one.autosave.changed();
  await one.timers.pass(30_000);
  assert.equal(one.sent.length, 1);
  assert.equal(JSON.parse(one.storage['baton.draft.m#tab']).xml, '<more/>');
  await one.autosave.overwrite(7);
  assert.deepEqual(one.sent.at(-1), ['<more/>', '7']);
});

test('a diagram that cannot be written is said, and the next change tries again', async () => {
  const one = stage([{ version: 2 }]);
  const read = one.autosave.read;
  one.autosave.read = async () => { throw new TypeError('no diagram'); };
  one.autosave.changed();
  await assert.rejects(one.autosave.now());
  assert.equal(one.told.at(-1), 'refused');
  one.autosave.read = read;
  one.autosave.changed();
  await one.timers.pass(1500);
  assert.equal(one.told.at(-1), 'saved');
});

test('what a closed tab left is found, what a living one holds is not', async () => {
  const storage = new Storage();
  new Kept('m', { storage, tab: 'gone', locks: null }).keep('<left/>', '3');
  new Kept('m', { storage, tab: 'alive', locks: null }).keep('<held/>', '4');
  new Kept('other', { storage, tab: 'x', locks: null }).keep('<other/>', '4');
  const locks = { request: () => {}, query: async () => ({ held: [{ name: 'baton.draft.m#alive' }] }) };
  const here = new Kept('m', { storage, tab: 'here', locks });
  assert.equal((await here.left('<now/>')).xml, '<left/>');
  assert.equal(await here.left('<left/>'), undefined);
});

test('a browser that keeps nothing says so', () => {
  const full = new Kept('m', { storage: { setItem() { throw new Error('full'); } }, tab: 't', locks: null });
  assert.equal(full.keep('<a/>', '1'), false);
  assert.match(words('offline', { kept: false })[1], /leave this page open/);
});

test('every answer of the server has its state', () => {
  assert.deepEqual([409, 412, 401, 0, -1, 503, 403, 404, 413, 422].map(stateAfter),
    ['conflict', 'conflict', 'out', 'out', 'offline', 'offline', 'refused', 'refused', 'refused', 'refused']);
});
