// What the story waits for besides time: tasks with their real forms, calls to outside systems, messages and signals.
import { element } from '../../../islands/element.js';
import { icon } from '../../../islands/icon.js';
import { area, button, field, input, moment, readJson, section, select } from './parts.js';
import { RealForm } from './forms.js';

export function tasks(test, standing) {
  if (!standing.tasks.length) return [];
  return [section('Open tasks', standing.tasks.map((task) => taskCard(test, task)))];
}

function taskCard(test, task) {
  const who = task.assignee ?? [...task.groups, ...task.users].join(', ');
  const box = element('div', {});
  const open = button('Fill in', 'forms', () => fill(test, task, box, open));
  const card = element('article', { class: 'test-card' },
    element('header', {}, element('button', { type: 'button', class: 'test-name', onClick: () => test.go(task.element_id) }, task.name), element('span', { class: 'test-who' }, icon(task.assignee ? 'user' : 'users'), who || 'anybody')),
    task.title && task.title !== task.name ? element('p', { class: 'test-title' }, task.title) : undefined,
    task.due_at ? element('p', { class: 'test-title' }, `Due ${moment(task.due_at)}`) : undefined, open, box);
  if (test.opened === task.activity) fill(test, task, box, open);
  return card;
}

function fill(test, task, box, open) {
  test.opened = task.activity;
  const person = input({ value: task.suggested, list: 'test-people' });
  const form = new RealForm(test, task.activity, { person: () => person.value.trim() || 'somebody', done: (answer) => { test.opened = null; test.take(answer); } });
  const refused = button('Expect a refusal', 'ban', () => test.step({ refused: task.element_id, as: person.value.trim() }));
  refused.title = 'A step that succeeds only if this person may not complete the task';
  open.hidden = true;
  box.replaceChildren(field('As', person), form.form, refused);
}

export function calls(test, standing) {
  const waiting = standing.jobs.filter((job) => job.state === 'waiting' || job.state === 'running');
  if (!waiting.length) return [];
  return [section('Waiting for an answer', waiting.map((job) => callCard(test, job)))];
}

function callCard(test, job) {
  const answer = area('', { placeholder: '{"status": 200}' });
  const code = input({ placeholder: 'Error code, if the diagram catches one' });
  const recorded = element('div', {});
  const reply = () => { const given = readJson(answer); if (given) test.step({ reply: job.operation, with: given }); };
  const fail = () => test.step({ fail: job.operation, ...(code.value.trim() ? { code: code.value.trim() } : {}) });
  return element('article', { class: 'test-card' },
    element('header', {}, element('button', { type: 'button', class: 'test-name', onClick: () => test.go(job.element_id) }, job.name), element('code', {}, job.operation)),
    element('details', {}, element('summary', {}, 'What is sent'), element('pre', { class: 'data' }, JSON.stringify(job.parameters, null, 2))),
    field('Answer (JSON)', answer), recorded,
    element('div', { class: 'btn-row' }, button('Answer', 'arrow-back-up', reply, 'btn-primary'), button('As in an earlier run', 'history', () => offerRecorded(test, job, answer, recorded))),
    element('details', {}, element('summary', {}, 'Let it fail'), field('Error code', code), button('Fail', 'plug-connected', fail)));
}

async function offerRecorded(test, job, answer, box) {
  const { answers } = await test.ask('/recordings', { process: test.story.process, element: job.element_id });
  const results = answers.filter((one) => one.result !== null && typeof one.result === 'object' && !Array.isArray(one.result));
  if (!results.length) {
    box.replaceChildren(element('p', { class: 'field-help' }, 'No earlier run of the published process has an answer for this.'));
    return;
  }
  const chosen = select(results.map((one, index) => [String(index), `${one.instance}, ${moment(one.at)}`]));
  const take = () => { answer.value = JSON.stringify(results[Number(chosen.value)].result, null, 2); };
  chosen.addEventListener('change', take);
  take();
  box.replaceChildren(field('Earlier run', chosen));
}

export function listening(test, standing) {
  const waits = standing.waits.filter((wait) => wait.kind === 'message' || wait.kind === 'signal');
  const other = standing.waits.filter((wait) => !waits.includes(wait));
  return [
    ...(waits.length ? [section('Waiting for messages and signals', waits.map((wait) => waitCard(test, wait)))] : []),
    ...(other.length ? [section('Waiting for conditions', [element('ul', { class: 'test-list' }, ...other.map((wait) => element('li', {}, wait.element)))])] : []),
  ];
}

function waitCard(test, wait) {
  const payload = area('', { placeholder: '{"order_no": "PO-1"}' });
  const keys = Object.entries(wait.correlation);
  const send = () => {
    const given = readJson(payload);
    if (!given) return;
    const step = { [wait.kind]: wait.name, with: given };
    test.step(keys.length && wait.kind === 'message' ? { ...step, correlation: wait.correlation } : step);
  };
  return element('article', { class: 'test-card' },
    element('header', {}, element('button', { type: 'button', class: 'test-name', onClick: () => test.go(wait.element_id) }, wait.element), element('span', { class: 'test-who' }, `${wait.kind} “${wait.name}”`)),
    keys.length ? element('p', { class: 'test-title' }, `Matches ${keys.map(([key, value]) => `${key} = ${JSON.stringify(value)}`).join(', ')}`) : undefined,
    field('What it says (JSON)', payload), button('Send', 'send', send, 'btn-primary'));
}
