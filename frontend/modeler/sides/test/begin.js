// Before a story: which process, which start, who starts it and with what.
import { element } from '../../../islands/element.js';
import { area, button, field, input, readJson, section, select } from './parts.js';
import { RealForm } from './forms.js';
import { begun } from './story.js';

const KINDS = { none: '', message: 'message', signal: 'signal', timer: 'timer', conditional: 'condition' };

export function begin(test) {
  const { processes } = test.ways;
  const here = processes.find((one) => one.file === test.page.name()) ?? processes[0];
  if (!here) return [element('p', { class: 'test-empty' }, 'The model holds no process that can be executed.')];
  const ways = processes.flatMap((process) => process.starts.map((start) => ({ process, start })));
  if (!ways.length) return [element('p', { class: 'test-empty' }, 'The process has no start event. Draw one and the test can begin.')];
  const words = ({ process, start }) => [processes.length > 1 ? `${process.title}: ` : '', start.title, KINDS[start.kind] ? ` (${KINDS[start.kind]}${start.name && start.kind !== 'timer' ? ` “${start.name}”` : ''})` : ''].join('');
  const first = Math.max(0, ways.findIndex(({ process }) => process === here));
  const way = select(ways.map((one, index) => [String(index), words(one)]), String(first));
  const person = input({ value: ways[first].start.suggested, list: 'test-people', required: true });
  const at = input({ type: 'datetime-local', value: '2026-03-02T09:00', required: true });
  const rest = element('div', {});
  const story = () => {
    const { process, start } = ways[Number(way.value)];
    return begun(process.key, start, person.value.trim() || 'somebody', `${at.value || '2026-03-02T09:00'}:00Z`);
  };
  const show = () => rest.replaceChildren(startWith(test, ways[Number(way.value)].start, story));
  way.addEventListener('change', () => { person.value = ways[Number(way.value)].start.suggested; show(); });
  show();
  return [section('Begin', [field('Start', way), element('div', { class: 'test-pair' }, field('As', person), field('Clock (UTC)', at)), rest])];
}

function startWith(test, start, story) {
  if (start.kind === 'none' && start.form) {
    return new RealForm(test, '', { person: () => '', story, done: (answer) => test.take(answer) }).form;
  }
  const payload = area('', { placeholder: '{"amount": 1200}' });
  const go = () => {
    const values = readJson(payload);
    if (!values) return;
    const asked = story();
    test.play(start.kind === 'none' || start.kind === 'timer' ? { ...asked, with: values } : { ...asked, start: { ...asked.start, payload: values } }, 0);
  };
  const label = { message: 'What the message says (JSON)', signal: 'What the signal says (JSON)' }[start.kind] ?? 'First variables (JSON)';
  return element('div', {}, field(label, payload), button('Start', 'player-play', go, 'btn-primary'));
}
