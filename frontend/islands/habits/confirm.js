// `data-confirm="What will happen"` on a form or its button: a dialog asks before the form is sent.
import { said } from '../said.js';

function ask(text, label) {
  const dialog = document.createElement('dialog');
  dialog.setAttribute('aria-label', said('confirm'));
  const body = document.createElement('div');
  body.className = 'dialog-body';
  body.textContent = text;
  const head = document.createElement('div');
  head.className = 'dialog-head';
  head.textContent = said('sure');
  const foot = document.createElement('form');
  foot.method = 'dialog';
  foot.className = 'dialog-foot';
  for (const [value, words, look] of [['no', said('cancel'), 'btn'], ['yes', label, 'btn btn-danger']]) {
    const button = document.createElement('button');
    Object.assign(button, { value, textContent: words, className: look });
    foot.append(button);
  }
  dialog.append(head, body, foot);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener('close', () => { dialog.remove(); resolve(dialog.returnValue === 'yes'); }));
}

export function watchConfirm() {
  const agreed = new WeakSet();
  // Capture on window runs before htmx's own handlers, so one habit serves both kinds of forms.
  window.addEventListener('submit', async (event) => {
    const { target: form, submitter } = event;
    const holder = submitter?.dataset.confirm ? submitter : form;
    if (!holder.dataset.confirm || agreed.delete(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!(await ask(holder.dataset.confirm, holder.dataset.confirmLabel || submitter?.textContent.trim() || said('continue')))) return;
    agreed.add(form);
    form.requestSubmit(submitter);
  }, true);
}
