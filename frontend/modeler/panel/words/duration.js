// Lengths of time as people say them and as ISO 8601 writes them.

export const UNITS = {
  minutes: { one: 'minute', iso: (amount) => `PT${amount}M` },
  hours: { one: 'hour', iso: (amount) => `PT${amount}H` },
  days: { one: 'day', iso: (amount) => `P${amount}D` },
  weeks: { one: 'week', iso: (amount) => `P${amount}W` },
  months: { one: 'month', iso: (amount) => `P${amount}M` },
};

const SHAPE = /^P(?:(\d+)([DWM])|T(\d+)([MH]))$/;
const DATE = { D: 'days', W: 'weeks', M: 'months' };
const CLOCK = { M: 'minutes', H: 'hours' };

/** Timer text may be quoted, because it is an expression in other tools of this engine as well. */
export const unquoted = (text = '') => text.trim().replace(/^(["'])(.*)\1$/, '$2');

export const durationOf = (amount, unit) => UNITS[unit].iso(amount);

/** {amount, unit} of a length with one unit, else null. */
export function readDuration(text) {
  const found = SHAPE.exec(unquoted(text));
  if (!found) return null;
  return found[1] ? { amount: Number(found[1]), unit: DATE[found[2]] } : { amount: Number(found[3]), unit: CLOCK[found[4]] };
}

export const say = (amount, unit) => (Number(amount) === 1 ? `1 ${UNITS[unit].one}` : `${amount} ${unit}`);
