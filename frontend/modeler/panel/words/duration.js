// Durations as people say them and as ISO 8601 writes them.

export const UNITS = {
  M: { words: 'minutes', iso: (amount) => `PT${amount}M` },
  H: { words: 'hours', iso: (amount) => `PT${amount}H` },
  D: { words: 'days', iso: (amount) => `P${amount}D` },
  W: { words: 'weeks', iso: (amount) => `P${amount}W` },
};

export const durationOf = (amount, unit) => UNITS[unit].iso(amount);
