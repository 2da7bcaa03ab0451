// The language dates are written in: the page's; English pages use day-first dates and the 24-hour clock.

export function locale() {
  const lang = document.documentElement.lang;
  return !lang || lang === 'en' ? 'en-GB' : lang;
}
