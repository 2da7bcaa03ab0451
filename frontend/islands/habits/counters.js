// How much of a text's allowed length is used, beside its label, once it matters; the server checks the length in any case.
const FROM = 0.7;
const LONG = 300;
const SHORT = 20;

function count(control) {
  const most = Number(control.dataset.most);
  const label = control.id && document.querySelector(`label[for="${CSS.escape(control.id)}"]`);
  if (!most || most < SHORT || control.tagName === 'SELECT' || !label || label.classList.contains('visually-hidden')) return;
  const used = control.value.length;
  const shown = control.tagName === 'TEXTAREA' && most <= 5000 && most >= LONG ? used > 0 : used >= most * FROM;
  let note = label.querySelector('.field-count');
  if (!shown) { note?.remove(); return; }
  if (!note) {
    note = Object.assign(document.createElement('span'), { className: 'field-count' });
    note.setAttribute('aria-hidden', 'true');
    label.append(note);
  }
  note.textContent = `${used}/${most}`;
  note.classList.toggle('is-over', used > most);
}

export function watchCounters(root) {
  const all = () => root.querySelectorAll('[data-most]').forEach(count);
  all();
  root.addEventListener('input', (event) => { if (event.target.dataset?.most) count(event.target); });
  root.addEventListener('htmx:after:swap', all);
}
