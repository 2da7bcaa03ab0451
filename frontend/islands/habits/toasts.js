// Short notes at the bottom right; they never hold what a person must not miss.

const SECONDS = 8;

function schedule(note) {
  let timer;
  const start = () => { timer = setTimeout(() => note.remove(), Number(note.dataset.seconds ?? SECONDS) * 1000); };
  note.addEventListener('mouseenter', () => clearTimeout(timer));
  note.addEventListener('focusin', () => clearTimeout(timer));
  note.addEventListener('mouseleave', start);
  note.addEventListener('focusout', start);
  start();
}

/** Shows `text`; `action` is `{label, run}`; tone `error` for what failed. */
export function toast(text, { tone = 'plain', action } = {}) {
  const note = document.createElement('div');
  note.className = `toast-note${tone === 'error' ? ' is-error' : ''}`;
  note.setAttribute('role', tone === 'error' ? 'alert' : 'status');
  const words = document.createElement('span');
  words.textContent = text;
  note.append(words);
  if (action) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = action.label;
    button.className = 'toast-end';
    button.addEventListener('click', () => { note.remove(); action.run(); });
    note.append(button);
  }
  document.getElementById('toasts')?.append(note);
  schedule(note);
  return note;
}

export function watchToasts(root) {
  const box = root.getElementById('toasts');
  if (!box) return;
  box.querySelectorAll('.toast-note').forEach(schedule);
  new MutationObserver((records) => {
    for (const { addedNodes } of records) {
      addedNodes.forEach((node) => { if (node.matches?.('.toast-note[data-toast]')) schedule(node); });
    }
  }).observe(box, { childList: true });
  box.addEventListener('click', (event) => event.target.closest('[data-toast-close]')?.closest('.toast-note').remove());
}
