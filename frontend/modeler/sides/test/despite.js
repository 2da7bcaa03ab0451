// Red scenarios stopped publishing: shows which, and asks why the model is to be published all the same.
import { element } from '../../../islands/element.js';

/** Publishes with a reason if the refusal was about scenarios and a person gives one; any other refusal goes on. */
export async function unlessGreen(page, error) {
  if (!error.details?.red) throw error;
  page.say('Not published: scenarios are red', 'error');
  const reason = await ask(error);
  if (reason) await page.deploy(reason);
}

function ask(error) {
  const reason = element('input', { class: 'form-control', id: 'despite', name: 'despite', required: true, minlength: 5, maxlength: 500, autocomplete: 'off', 'aria-describedby': 'despite-help' });
  const form = element('form', { method: 'dialog' },
    element('div', { class: 'dialog-head', id: 'despite-head' }, 'Scenarios are red'),
    element('div', { class: 'dialog-body' },
      element('ul', { class: 'problems' }, ...error.problems.map((one) => element('li', {}, one.message))),
      element('div', { class: 'field' }, element('label', { class: 'form-label', for: 'despite' }, 'Publish all the same, because'), reason,
        element('p', { class: 'field-help', id: 'despite-help' }, 'The reason is kept with the published version.'))),
    element('div', { class: 'dialog-foot' }, element('button', { class: 'btn', value: 'no', formnovalidate: true }, 'Cancel'), element('button', { class: 'btn btn-danger', value: 'yes' }, 'Publish all the same')));
  const dialog = element('dialog', { 'aria-labelledby': 'despite-head' }, form);
  document.body.append(dialog);
  dialog.showModal();
  reason.focus();
  return new Promise((resolve) => dialog.addEventListener('close', () => { dialog.remove(); resolve(dialog.returnValue === 'yes' ? reason.value.trim() : ''); }));
}
