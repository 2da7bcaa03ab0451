// The buttons below a form: Ctrl+Enter presses the one that stands out; a button that needs a reason asks for it at once.
import { element } from '../element.js';
import { register } from '../habits/keyboard.js';
import { toast } from '../habits/toasts.js';

function finish() {
  const button = document.querySelector('#work [data-primary]:not(:disabled)');
  button?.click();
  return Boolean(button);
}

const controlsOf = (form, name) => [...form.elements].filter((one) => one.name === `f.${name}` || one.name.startsWith(`f.${name}.`));
const isEmpty = (controls) => controls.every((one) => (one.matches('[type=checkbox], [type=radio]') ? !one.checked : !one.value.trim()));

/** A file that was sent ahead stands as its address in a hidden field beside the empty control. */
const isFile = (control) => control.value.startsWith('urn:baton:attachment:');

/** The first field that this button needs and that is still empty. */
function missing(button) {
  for (const name of button.dataset.requires.split(' ')) {
    const controls = controlsOf(button.form, name).filter((one) => one.type !== 'hidden' || isFile(one));
    if (controls.length && isEmpty(controls)) return controls[0];
  }
  return null;
}

/** Says beside the field what is missing, as the server would, until somebody types. */
function ask(control, button) {
  const id = `${control.id}-needed`;
  const field = control.closest('.field') ?? control.parentElement;
  const described = control.getAttribute('aria-describedby');
  if (!document.getElementById(id)) {
    field.append(element('p', { class: 'field-error', id, role: 'alert' }, button.dataset.needed));
    control.setAttribute('aria-invalid', 'true');
    control.setAttribute('aria-describedby', [described, id].filter(Boolean).join(' '));
    field.addEventListener('input', () => {
      document.getElementById(id)?.remove();
      control.removeAttribute('aria-invalid');
      if (described) control.setAttribute('aria-describedby', described);
      else control.removeAttribute('aria-describedby');
    }, { once: true });
  } else document.getElementById(id).textContent = button.dataset.needed;
  control.focus({ preventScroll: true });
  control.scrollIntoView({ block: 'center' });
}

function typed(form) {
  const lines = [];
  for (const control of form.elements) {
    if (!control.name?.startsWith('f.') || control.type === 'hidden' || !control.value) continue;
    if (control.matches('[type=checkbox], [type=radio]') && !control.checked) continue;
    const label = control.labels?.[0]?.innerText.replace(/\s*\*\s*$/, '').trim() || control.name.slice(2);
    lines.push(`${label}: ${control.selectedOptions?.[0]?.text ?? control.value}`);
  }
  return lines.join('\n');
}

export function watchFinishing(root) {
  register('Ctrl+Enter', finish, { always: true });
  register('e', finish);
  // Capture: before the form is sent by htmx or by the browser.
  root.addEventListener('click', async (event) => {
    const button = event.target.closest?.('button[data-requires]');
    const control = button?.form && missing(button);
    if (control) {
      event.preventDefault();
      event.stopPropagation();
      ask(control, button);
    }
    if (event.target.closest?.('[data-copy-form]')) {
      await navigator.clipboard.writeText(typed(document.getElementById('filled-in')));
      toast(event.target.closest('[data-copy-form]').dataset.copied || 'Copied.');
    }
  }, true);
}
