// Sends a file as soon as it is chosen or dropped, shows how far it is, and puts its address into the form.
import { element } from '../element.js';
import { icon } from '../icon.js';

export function watchFiles(form, state, changed) {
  const words = state.dataset;

  function dress(field) {
    if (field.dataset.dressed) return;
    const input = field.querySelector('input[type=file]');
    if (!input || input.disabled) return;
    field.dataset.dressed = 'on';
    const takes = input.accept ? ` · ${input.accept.split(',').map((kind) => kind.trim().replace(/^\./, '').toUpperCase()).join(', ')}` : '';
    field.querySelector('[data-file-without]')?.replaceWith(remover(field));
    input.classList.add('visually-hidden');
    input.after(element('label', { class: 'drop', for: input.id }, icon('cloud-upload'), element('span', {}, element('b', {}, words.drop), takes)));
  }

  function remover(field) {
    return element('button', { class: 'btn btn-sm btn-icon btn-quiet', type: 'button', 'aria-label': words.remove, onClick: () => clear(field) }, icon('x'));
  }

  function clear(field) {
    field.querySelector('[data-file-shown]')?.remove();
    address(field).value = '';
    field.querySelector('input[type=file]').focus();
    changed();
  }

  function address(field) {
    const input = field.querySelector('input[type=file]');
    const found = field.querySelector('[data-file-address]');
    if (found) return found;
    const hidden = element('input', { type: 'hidden', name: input.name, 'data-file-address': true });
    input.before(hidden);
    return hidden;
  }

  function send(field, file) {
    const input = field.querySelector('input[type=file]');
    field.querySelectorAll('[data-file-sending], [data-file-refused]').forEach((one) => one.remove());
    const bar = element('progress', { max: 100, value: 0, 'aria-label': `${words.sending} ${file.name}` });
    const request = new XMLHttpRequest();
    const line = element('div', { class: 'file', 'data-file-sending': true }, icon('file'), element('span', { class: 'clip' }, file.name), bar,
      element('button', { class: 'btn btn-sm btn-icon btn-quiet', type: 'button', 'aria-label': words.cancel, onClick: () => request.abort() }, icon('x')));
    field.append(line);
    const data = new FormData();
    data.set('csrf_token', form.elements.namedItem('csrf_token')?.value ?? '');
    data.set('field', field.dataset.fileField);
    data.set('file', file);
    request.upload.addEventListener('progress', (event) => { if (event.lengthComputable) bar.value = (100 * event.loaded) / event.total; });
    request.addEventListener('load', () => { line.remove(); arrived(field, request); });
    request.addEventListener('error', () => { line.remove(); refuse(field, words.lost); });
    request.addEventListener('abort', () => line.remove());
    request.open('POST', words.files);
    request.setRequestHeader('Accept', 'application/json');
    request.send(data);
    input.value = ''; // it travels for itself, and not a second time with the form
  }

  function arrived(field, request) {
    let answer = {};
    try { answer = JSON.parse(request.responseText); } catch { /* a page of a server in between */ }
    if (request.status !== 201) { refuse(field, answer.detail || words.lost); return; }
    field.querySelector('[data-file-shown]')?.remove();
    address(field).value = answer.address;
    const input = field.querySelector('input[type=file]');
    input.required = false;
    input.removeAttribute('aria-invalid');
    field.append(element('div', { class: 'file', 'data-file-shown': true, role: 'status' }, icon(answer.media_type === 'application/pdf' ? 'file-type-pdf' : 'file'),
      element('a', { class: 'clip', href: answer.link }, answer.name), element('span', { class: 'muted' }, answer.size), element('span', { class: 'file-end' }, remover(field))));
    changed();
  }

  function refuse(field, text) {
    field.append(element('p', { class: 'field-error', role: 'alert', 'data-file-refused': true }, text));
  }

  form.addEventListener('change', (event) => {
    const field = event.target.type === 'file' && event.target.closest('[data-file-field]');
    if (field && event.target.files.length) send(field, event.target.files[0]);
  });
  for (const kind of ['dragover', 'drop']) {
    form.addEventListener(kind, (event) => {
      const field = event.target.closest?.('[data-file-field]');
      if (!field || !event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      field.querySelector('.drop')?.classList.toggle('is-over', kind === 'dragover');
      if (kind === 'drop' && event.dataTransfer.files.length) send(field, event.dataTransfer.files[0]);
    });
  }
  form.addEventListener('dragleave', (event) => event.target.closest?.('[data-file-field]')?.querySelector('.drop')?.classList.remove('is-over'));
  const all = () => form.querySelectorAll('[data-file-field]').forEach(dress);
  all();
  new MutationObserver(all).observe(form, { childList: true, subtree: true });
}
