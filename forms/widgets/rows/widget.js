// Pasting several cells into a list hands them to the server as the field below it would; Enter goes to the next row.
export function mount(tools) {
  const list = tools.closest('fieldset');
  if (list.dataset.pastes) return;
  list.dataset.pastes = '';
  const mine = (target) => target.closest('fieldset') === list && !target.closest('.rows-paste');
  list.addEventListener('paste', (event) => {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (!mine(event.target) || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    list.querySelector('.rows-paste textarea').value = text;
    list.querySelector('[data-rows-paste]').click();
  });
  list.addEventListener('keydown', (event) => {
    const row = event.target.closest('tbody > tr');
    if (event.key !== 'Enter' || event.isComposing || !row || !mine(event.target) || event.target.tagName !== 'INPUT') return;
    event.preventDefault();
    const place = [...row.children].indexOf(event.target.closest('td'));
    const next = row.nextElementSibling?.children[place]?.querySelector('input, select, textarea');
    if (next) next.focus();
    else list.querySelector('[data-rows-add]').click();
  });
}
