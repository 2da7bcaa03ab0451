// A list of options below a text field: seen by those who look and by those who listen, wherever the field stands.

let made = 0;

/** `input` keeps the focus; `choose(option)` is called for the option that somebody takes. */
export function popup(input, { label, choose }) {
  const list = document.createElement('div');
  Object.assign(list, { id: `found-${++made}`, className: 'found', hidden: true });
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', label);
  list.setAttribute('popover', 'manual'); // above everything, also where a table around it scrolls
  input.after(list);
  input.setAttribute('aria-controls', list.id);
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('autocomplete', 'off');

  const options = () => [...list.querySelectorAll('[role=option]')];
  const active = () => list.querySelector('[aria-selected=true]');
  const expands = input.getAttribute('role') === 'combobox';

  function point(option) {
    for (const one of options()) one.setAttribute('aria-selected', String(one === option));
    if (option) input.setAttribute('aria-activedescendant', option.id);
    else input.removeAttribute('aria-activedescendant');
    option?.scrollIntoView({ block: 'nearest' });
  }

  function place() {
    const box = input.getBoundingClientRect();
    const seen = window.visualViewport?.height ?? innerHeight;
    const below = seen - box.bottom - 12;
    const above = box.top - 12;
    const up = below < 160 && above > below;
    const width = Math.min(Math.max(box.width, 260), innerWidth - 16);
    Object.assign(list.style, {
      left: `${Math.max(8, Math.min(box.left, innerWidth - width - 8))}px`, width: `${width}px`, maxHeight: `${Math.min(320, Math.max(120, up ? above : below))}px`,
      top: up ? 'auto' : `${box.bottom + 4}px`, bottom: up ? `${innerHeight - box.top + 4}px` : 'auto',
    });
  }

  function show(found) {
    list.replaceChildren(...found);
    options().forEach((one, at) => { one.id = `${list.id}-${at}`; one.classList.add('found-option'); });
    point(null);
    const open = found.length > 0;
    list.hidden = !open;
    if (expands) input.setAttribute('aria-expanded', String(open));
    if (open) { if (!list.matches(':popover-open')) list.showPopover?.(); place(); } else if (list.matches(':popover-open')) list.hidePopover();
  }

  function move(step) {
    const all = options();
    const from = all.indexOf(active());
    point(all[from < 0 ? (step > 0 ? 0 : all.length - 1) : (from + step + all.length) % all.length]);
  }

  function follow() {
    if (!list.isConnected || !input.isConnected) { window.removeEventListener('scroll', follow, true); window.removeEventListener('resize', follow); list.remove(); }
    else if (!list.hidden) place();
  }
  window.addEventListener('scroll', follow, true);
  window.addEventListener('resize', follow);
  list.addEventListener('pointerdown', (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener('click', (event) => { const option = event.target.closest('[role=option]'); if (option) choose(option); });
  show([]);
  return { show, move, active, close: () => show([]), isOpen: () => !list.hidden };
}
