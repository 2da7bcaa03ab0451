// `[data-print]` prints the page.

export function watchPrint(root) {
  root.addEventListener('click', (event) => { if (event.target.closest('[data-print]')) print(); });
}
