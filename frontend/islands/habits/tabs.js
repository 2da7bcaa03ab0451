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

function again(list, chosen) {
  const tabs = [...list.querySelectorAll('[role=tab]')];
  list.hidden = false;
  choose(tabs, tabs.find((tab) => tab.id && tab.id === chosen) ?? tabs[0]);
}

function enhance(list, known) {
  const tabs = [...list.querySelectorAll('[role=tab]')];
  const take = (tab) => { known.set(list, tab?.id); choose([...list.querySelectorAll('[role=tab]')], tab); };
  list.hidden = false;
  take(tabs.find((tab) => tab.getAttribute('aria-selected') === 'true') ?? tabs[0]);
  list.addEventListener('click', (event) => { const tab = event.target.closest('[role=tab]'); if (tab) take(tab); });
  list.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
    take(next);
    next.focus();
  });
}

export function watchTabs(root) {
  const known = new WeakMap();
  // A morph gives a list back as the server wrote it: what was chosen is chosen again.
  const enhanceAll = () => root.querySelectorAll('[role=tablist]').forEach((list) => {
    if (!known.has(list)) enhance(list, known);
    else if (list.hidden) again(list, known.get(list));
  });
  enhanceAll();
  root.addEventListener('htmx:after:swap', enhanceAll);
}
