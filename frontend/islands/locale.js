// How dates and numbers are written: as the person chose, else as the page's language does; English pages use day-first dates
// and the 24-hour clock. The time zone is the person's choice, else the browser's.

export function locale() {
  const { lang, dataset } = document.documentElement;
  const wanted = dataset.numbers || lang;
  return !wanted || wanted === 'en' ? 'en-GB' : wanted;
}

export function timeZone() {
  return document.documentElement.dataset.timeZone || undefined;
}
