// How far a moment is from now, in words: the largest unit that fits, rounded down.

const UNITS = [['year', 31_536_000], ['month', 2_592_000], ['day', 86_400], ['hour', 3600], ['minute', 60]];

/** `style` is one of Intl.RelativeTimeFormat's: long, short or narrow; `age` gives only "3d". */
export function relative(at, now, locale, style = 'long') {
  const seconds = (at - now) / 1000;
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ['minute', 60];
  const amount = Math.trunc(seconds / size);
  if (style === 'age') return `${Math.abs(amount)}${unit === 'month' ? 'mo' : unit[0]}`;
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style }).format(amount || 0, unit);
}
