// The story's clock: what time it is, which timers run, and ways to push it forward.
import { element } from '../../../islands/element.js';
import { icon } from '../../../islands/icon.js';
import { button, input, moment, section, select } from './parts.js';
import { between, duration, inWords } from './story.js';

export function clock(test, standing) {
  const over = standing.state !== 'active';
  const amount = input({ type: 'number', min: 1, value: 2, 'aria-label': 'How many' });
  const unit = select([['minute', 'minutes'], ['hour', 'hours'], ['day', 'days'], ['week', 'weeks']], 'day');
  unit.setAttribute('aria-label', 'Of what');
  const push = (length) => length && test.step({ advance: length });
  const next = standing.next_due && between(standing.clock, standing.next_due);
  const firing = standing.timers.filter((timer) => timer.due_at === standing.next_due).map((timer) => timer.name);
  const jump = button(next ? `Jump ${inWords(next)} to ${firing.length ? `“${firing.join('”, “')}”` : 'what is due next'}` : 'No timer runs', 'player-skip-forward', () => push(next), 'test-jump');
  jump.disabled = !next || over;
  const timers = element('ul', { class: 'test-list' }, ...standing.timers.map((timer) => element('li', {},
    icon(timer.due_at === standing.next_due ? 'bell-ringing' : 'clock'), element('button', { type: 'button', class: 'test-name', onClick: () => test.go(timer.element_id) }, timer.name), element('time', { datetime: timer.due_at }, moment(timer.due_at)))));
  const fired = standing.path.filter((one) => one.step === test.upto && one.state === 'completed' && /^(boundary|intermediateCatch|start)Event$/.test(one.type) && test.lastAdvanced()).map((one) => one.name);
  return [section('Time', [
    element('p', { class: 'test-clock' }, icon('clock'), element('b', {}, moment(standing.clock))),
    fired.length ? element('p', { class: 'test-title' }, `Fired: ${[...new Set(fired)].join(', ')}`) : undefined,
    standing.timers.length ? timers : undefined, jump,
    over ? undefined : element('div', { class: 'test-push' }, button('+1 hour', '', () => push('PT1H')), button('+1 day', '', () => push('P1D')), amount, unit, button('Push', 'player-track-next', () => push(duration(amount.value, unit.value)))),
  ].filter(Boolean))];
}
