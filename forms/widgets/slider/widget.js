// A slider beside the number: drawing writes the number, and the number moves the slider. Without this the number is typed.
export function mount(box) {
  const typed = box.querySelector('input');
  if (typed.readOnly) return;
  const drawn = document.createElement('input');
  Object.assign(drawn, { type: 'range', className: 'form-range', min: box.dataset.least, max: box.dataset.most, step: box.dataset.step });
  drawn.setAttribute('aria-label', document.querySelector(`label[for="${CSS.escape(typed.id)}"]`)?.textContent.trim() ?? '');
  const follow = () => { drawn.value = typed.value.replace(',', '.'); };
  follow();
  drawn.addEventListener('input', () => { typed.value = drawn.value; typed.dispatchEvent(new Event('input', { bubbles: true })); });
  drawn.addEventListener('change', () => typed.dispatchEvent(new Event('change', { bubbles: true })));
  typed.addEventListener('input', follow);
  box.prepend(drawn);
}
