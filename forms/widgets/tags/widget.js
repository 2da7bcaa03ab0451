// Enter or a comma begins the next keyword, Backspace in an empty one takes it away: by the same buttons that stand on the page.
let goesOn = '';

export function mount(box) {
  const field = box.closest('fieldset');
  if (goesOn === field.id) {
    goesOn = '';
    [...box.querySelectorAll('input')].at(-1)?.focus();
  }
  box.addEventListener('keydown', (event) => {
    const input = event.target.closest('input');
    if (!input || event.isComposing) return;
    const press = (button) => { event.preventDefault(); goesOn = field.id; button?.click(); };
    if (event.key === 'Enter' || event.key === ',') {
      if (event.key === ',' && !input.value.trim()) return;
      press(input.value.trim() ? box.querySelector('[data-tags-add]') : null);
    } else if (event.key === 'Backspace' && !input.value) press(input.parentElement.querySelector('button'));
  });
}
