// The sidebar as a drawer on phones. Without this script the same links open and close it by :target.

export function watchDrawer(root) {
  const side = root.getElementById('side');
  const toggle = root.querySelector('[data-drawer-toggle]');
  if (!side || !toggle) return;
  const set = (open) => {
    side.classList.toggle('is-open', open);
    toggle.setAttribute('aria-expanded', String(open));
    (open ? side.querySelector('a, input, button') : toggle).focus({ preventScroll: true });
  };
  root.addEventListener('click', (event) => {
    if (event.target.closest?.('[data-drawer-toggle]')) { event.preventDefault(); set(!side.classList.contains('is-open')); }
    else if (event.target.closest?.('[data-drawer-close]')) { event.preventDefault(); set(false); }
  });
  root.addEventListener('keydown', (event) => { if (event.key === 'Escape' && side.classList.contains('is-open')) set(false); });
}
