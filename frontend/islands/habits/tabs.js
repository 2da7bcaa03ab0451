// Panels under `[role=tablist]`; without this script all panels stand one below the other.

function choose(tabs, chosen) {
  for (const tab of tabs) {
    const on = tab === chosen;
    tab.setAttribute('aria-selected', String(on));
    tab.tabIndex = on ? 0 : -1;
    const panel = document.getElementById(tab.getAttribute('aria-controls'));
    if (panel) panel.hidden = !on;
  }
}

function enhance(list) {
  const tabs = [...list.querySelectorAll('[role=tab]')];
  list.hidden = false;
  choose(tabs, tabs.find((tab) => tab.getAttribute('aria-selected') === 'true') ?? tabs[0]);
  list.addEventListener('click', (event) => { const tab = event.target.closest('[role=tab]'); if (tab) choose(tabs, tab); });
  list.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
    choose(tabs, next);
    next.focus();
  });
}

export function watchTabs(root) {
  const known = new WeakSet();
  const enhanceAll = () => root.querySelectorAll('[role=tablist]').forEach((list) => { if (!known.has(list)) { known.add(list); enhance(list); } });
  enhanceAll();
  root.addEventListener('htmx:after:swap', enhanceAll);
}
