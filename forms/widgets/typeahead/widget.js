// Searching in a lookup list with arrows and Enter: the server sends what it found, and the key of what is chosen goes with the form.
import { combobox } from '../../../frontend/islands/choosing/combobox.js';
import { element } from '../../../frontend/islands/element.js';

let goesOn = '';

async function found(box, form, text, signal) {
  if (!text.trim()) return { options: [], said: '' };
  const asked = new URLSearchParams({ '~op': `search:${box.dataset.path}`, [`~find.${box.dataset.path}`]: text });
  asked.set('csrf_token', form.elements.namedItem('csrf_token')?.value ?? '');
  const headers = { 'HX-Request': 'true', 'HX-Request-Type': 'partial' };
  const answer = await fetch(form.action, { method: 'POST', body: asked, headers, signal });
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const said = page.querySelector('[data-found]');
  if (!answer.ok || !said) throw new Error(`status ${answer.status}`);
  return { options: [...page.querySelectorAll('[role=option]')], said: said.textContent };
}

export function mount(box) {
  const input = box.querySelector('input[type=search]');
  const form = box.closest('form');
  if (!input || !form) return;
  const words = box.dataset;
  const field = box.closest('fieldset');
  const key = element('input', { type: 'hidden', name: words.name, value: words.key });
  const status = element('p', { class: 'field-help', role: 'status' });
  const asked = input.value;
  let chosen = { key: words.key, label: words.label };

  box.querySelector('.lookup-rows').replaceWith(key, status);
  for (const button of box.querySelectorAll('button')) button.hidden = true;
  box.querySelector('.input-group').classList.remove('input-group');
  input.type = 'text';
  input.setAttribute('aria-label', words.spoken);
  const told = [field.getAttribute('aria-describedby'), status.id = `${input.id}-said`].filter(Boolean);
  input.setAttribute('aria-describedby', told.join(' '));
  if ('required' in words) input.setAttribute('aria-required', 'true');
  if (words.wrong) input.setAttribute('aria-invalid', 'true');

  function settle() {
    const open = input.value.trim() !== '' && key.value === '';
    input.setCustomValidity(open ? words.choose : '');
    input.name = open ? `~find.${words.path}` : ''; // what is chosen is not searched for once more
    return open;
  }

  function take(option) {
    chosen = { ...option.dataset };
    key.value = chosen.key;
    input.value = chosen.label;
    status.textContent = '';
    input.removeAttribute('aria-invalid');
    settle();
    for (const kind of ['input', 'change']) key.dispatchEvent(new Event(kind, { bubbles: true }));
    const fill = box.querySelector('[data-lookup-fill]');
    if (fill) { goesOn = input.id; fill.click(); }
  }

  function restore() {
    if (!chosen.key || input.value === chosen.label) return false;
    take({ dataset: chosen });
    return true;
  }

  combobox(input, {
    label: words.spoken, status, lost: words.lost, choose: take, restore, ask: (text, signal) => found(box, form, text, signal),
  });
  input.value = chosen.label || asked;
  settle();
  input.addEventListener('input', () => {
    key.value = input.value === chosen.label ? chosen.key : '';
    settle();
    status.textContent = '';
  });
  input.addEventListener('blur', () => { if (settle()) status.textContent = words.choose; });
  if (goesOn === input.id) { goesOn = ''; input.focus({ preventScroll: true }); }
}
