// Which look a journal entry gets: failures, interventions, timers and what people did stand out.

const SYSTEM = new Set(['system', 'clock', 'dispatcher', '', undefined, null]);

export function toneOf({ kind = '', actor, moves = [] }) {
  if (kind.includes('incident') || kind.includes('fail') || moves.some((move) => move.state === 'failed')) return 'is-failed';
  if (kind.includes('intervention') || kind.includes('migrat') || kind.includes('reopen')) return 'is-hand';
  if (kind.includes('timer')) return 'is-timer';
  return SYSTEM.has(actor) ? '' : 'is-person';
}
