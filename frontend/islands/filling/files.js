// Sends files as soon as they are chosen or dropped, one after the other, shows how far each is, and puts its address into the form.
import { element } from '../element.js';
import { icon } from '../icon.js';

export function watchFiles(form, state, changed) {
  const words = state.dataset;
  const turns = new WeakMap(); // what is on its way, by field

  const several = (field) => 'several' in field.dataset;
  const chooser = (field) => field.querySelector('input[type=file]');
  const rows = (field) => [...field.querySelectorAll('[data-file-shown]')];

  function dress(field) {
    const input = chooser(field);
    if (field.dataset.dressed || !input || input.disabled) return;
    field.dataset.dressed = 'on';
    const takes = input.accept ? ` · ${input.accept.split(',').map((kind) => kind.trim().replace(/^\./, '').toUpperCase()).join(', ')}` : '';
    for (const row of rows(field)) row.querySelector('[data-file-without]')?.replaceWith(remover(field, row));
    input.classList.add('visually-hidden');
    input.after(element('label', { class: 'drop', for: input.id }, icon('cloud-upload'), element('span', {}, element('b', {}, several(field) ? words.drops : words.drop), takes)));
  }

  function remover(field, row) {
    const name = row.querySelector('.clip')?.textContent ?? '';
    return element('button', { class: 'btn btn-sm btn-icon btn-quiet', type: 'button', 'aria-label': `${words.remove} ${name}`.trim(), onClick: () => clear(field, row) }, icon('x'));
  }

  function clear(field, row) {
    row.remove();
    if (several(field)) number(field);
    else address(field).value = '';
    chooser(field).focus();
    changed();
  }

  /** The hidden field that names the file of a field that takes one. */
  function address(field) {
    const found = field.querySelector('[data-file-address]');
    if (found) return found;
    const hidden = element('input', { type: 'hidden', name: chooser(field).name, 'data-file-address': true });
    chooser(field).before(hidden);
    return hidden;
  }

  /** The files of a field that takes several are told one by one, without gaps. */
  function number(field) {
    const all = field.querySelectorAll('[data-file-address]');
    all.forEach((one, at) => { one.name = `${chooser(field).name}.${at}`; });
    field.querySelector('[data-file-count]').value = all.length;
  }

  function take(field, files) {
    field.querySelectorAll('[data-file-refused]').forEach((one) => one.remove());
    const taken = several(field) ? [...files] : [...files].slice(0, 1);
    if (!several(field)) field.querySelectorAll('[data-file-sending]').forEach((one) => one.remove());
    for (const file of taken) {
      if (file.size > Number(words.largest)) refuse(field, words.tooLarge.replace('{name}', file.name));
      else turns.set(field, (turns.get(field) ?? Promise.resolve()).then(line(field, file)));
    }
    chooser(field).value = ''; // they travel for themselves, and not a second time with the form
  }

  /** What is shown of a file that waits or travels; the answer sends it. */
  function line(field, file) {
    const request = new XMLHttpRequest();
    const bar = element('progress', { max: 100, value: 0, 'aria-label': `${words.sending} ${file.name}` });
    const shown = element('div', { class: 'file', 'data-file-sending': true }, icon('file'), element('span', { class: 'clip' }, file.name), bar,
      element('button', { class: 'btn btn-sm btn-icon btn-quiet', type: 'button', 'aria-label': `${words.cancel} ${file.name}`, onClick: () => { shown.remove(); request.abort(); } }, icon('x')));
    field.append(shown);
    return () => (shown.isConnected ? send(field, file, { request, bar, shown }) : undefined);
  }

  function send(field, file, { request, bar, shown }) {
    const data = new FormData();
    data.set('csrf_token', form.elements.namedItem('csrf_token')?.value ?? '');
    data.set('field', field.dataset.fileField);
    if (several(field)) data.set('several', '1');
    data.set('file', file);
    request.upload.addEventListener('progress', (event) => { if (event.lengthComputable) bar.value = (100 * event.loaded) / event.total; });
    request.open('POST', words.files);
    request.setRequestHeader('Accept', 'application/json');
    return new Promise((done) => {
      request.addEventListener('load', () => arrived(field, request, file));
      request.addEventListener('error', () => refuse(field, `${file.name}: ${words.lost}`));
      request.addEventListener('loadend', () => { shown.remove(); done(); });
      request.send(data);
    });
  }

  function arrived(field, request, file) {
    let answer = {};
    try { answer = JSON.parse(request.responseText); } catch { /* a page of a server in between */ }
    if (request.status !== 201) { refuse(field, answer.detail || `${file.name}: ${words.lost}`); return; }
    const row = element('div', { class: 'file', 'data-file-shown': true, role: 'status' }, icon(answer.media_type === 'application/pdf' ? 'file-type-pdf' : 'file'),
      element('a', { class: 'clip', href: answer.link }, answer.name), element('span', { class: 'muted' }, answer.size));
    row.append(element('span', { class: 'file-end' }, remover(field, row)));
    if (several(field)) {
      row.prepend(element('input', { type: 'hidden', value: answer.address, 'data-file-address': true }));
      (rows(field).at(-1) ?? field.querySelector('.drop')).after(row);
      number(field);
    } else {
      rows(field).forEach((one) => one.remove());
      address(field).value = answer.address;
      field.append(row);
    }
    chooser(field).required = false;
    chooser(field).removeAttribute('aria-invalid');
    changed();
  }

  function refuse(field, text) {
    field.append(element('p', { class: 'field-error', role: 'alert', 'data-file-refused': true }, text));
  }

  form.addEventListener('change', (event) => {
    const field = event.target.type === 'file' && event.target.closest('[data-file-field]');
    if (field && event.target.files.length) take(field, event.target.files);
  });
  for (const kind of ['dragover', 'drop']) {
    form.addEventListener(kind, (event) => {
      const field = event.target.closest?.('[data-file-field]');
      if (!field || !event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      field.querySelector('.drop')?.classList.toggle('is-over', kind === 'dragover');
      if (kind === 'drop' && event.dataTransfer.files.length) take(field, event.dataTransfer.files);
    });
  }
  form.addEventListener('dragleave', (event) => event.target.closest?.('[data-file-field]')?.querySelector('.drop')?.classList.remove('is-over'));
  const all = () => form.querySelectorAll('[data-file-field]').forEach(dress);
  all();
  new MutationObserver(all).observe(form, { childList: true, subtree: true });
}
