// Typing searches by itself, by the button that stands there, and choosing takes over at once; focus stays in the search field.
const WAIT = 300;
const FEWEST = 2;
let typing = null;

export function mount(box) {
  const search = box.querySelector('input[type=search]');
  if (!search) return;
  if (typing?.id === search.id) {
    search.focus({ preventScroll: true });
    search.setSelectionRange(search.value.length, search.value.length);
    typing = null;
  }
  let timer;
  const find = () => {
    clearTimeout(timer);
    typing = { id: search.id };
    box.querySelector('[data-lookup-find]').click();
  };
  search.addEventListener('input', () => {
    clearTimeout(timer);
    if (search.value.trim().length >= FEWEST) timer = setTimeout(find, WAIT);
  });
  search.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.isComposing) { event.preventDefault(); find(); }
    if (event.key === 'ArrowDown') { event.preventDefault(); box.querySelector('input[type=radio]:not(:checked)')?.focus(); }
  });
  box.addEventListener('change', (event) => { if (event.target.type === 'radio') box.querySelector('[data-lookup-fill]')?.click(); });
}
