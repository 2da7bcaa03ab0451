// `a[data-dialog]` opens the page it leads to as a dialog; without this script it is that page.
import htmx from 'htmx.org/dist/htmx.esm.js';

/** The page at that address as a dialog; where that does not work, the page. */
export async function open(href) {
  const answer = await fetch(href, { headers: { 'HX-Request': 'true', 'HX-Request-Type': 'partial' } });
  if (!answer.ok || answer.redirected) { location.assign(href); return; }
  show(await answer.text());
}

/** A dialog with this content of the server; gone when it is closed. */
export function show(html, className = '') {
  const dialog = document.createElement('dialog');
  dialog.className = className;
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  dialog.append(...parsed.body.childNodes);
  const title = dialog.querySelector('[id$=-title]');
  if (title) dialog.setAttribute('aria-labelledby', title.id);
  document.body.append(dialog);
  htmx.process(dialog);
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog || event.target.closest('[data-dialog-close]')) { event.preventDefault(); dialog.close(); }
  });
  dialog.showModal();
  dialog.querySelector('[autofocus]')?.focus();
  return dialog;
}

export function watchDialogs(root) {
  root.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[data-dialog]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    link.closest('details')?.removeAttribute('open');
    open(link.href);
  });
}
