// Says beside each filled-in field where its value comes from, until somebody changes it; without this script it is a list.

function place(list) {
  list.dataset.placed = '';
  for (const said of list.querySelectorAll('[data-origin]')) {
    const field = document.getElementById(said.dataset.origin)?.closest('.field, fieldset');
    if (!field) continue;
    const note = document.createElement('p');
    note.className = 'field-origin';
    note.textContent = said.textContent;
    field.append(note);
    field.addEventListener('input', () => note.remove(), { once: true });
    said.parentElement.remove();
  }
  if (!list.querySelector('[data-origin]')) list.remove();
}

export function watchOrigins(root) {
  const placeAll = () => root.querySelectorAll('[data-origins]:not([data-placed])').forEach(place);
  placeAll();
  root.addEventListener('htmx:after:swap', placeAll);
}
