// Starts islands: each `data-island="name"` loads its own module, on the page and in everything swapped in later.

const ISLANDS = {
  diagram: () => import('../viewer/diagram.js'),
  compare: () => import('../compare/compare.js'),
  replay: () => import('../viewer/replay.js'),
  modeler: () => import('../modeler/modeler.js'),
  builder: () => import('../builder/builder.js'),
  decisions: () => import('../decisions/decisions.js'),
  mentions: () => import('./choosing/mentions.js'),
  filling: () => import('./filling/filling.js'),
  worklist: () => import('./worklist/worklist.js'),
};

// Widgets bring their scripts along: the island of `forms/widgets/NAME/widget.js` is called NAME.
for (const [path, load] of Object.entries(import.meta.glob('../../forms/widgets/*/widget.js'))) {
  ISLANDS[path.split('/').at(-2)] ??= load;
}

async function start(element) {
  if (element.dataset.islandState) return;
  const load = ISLANDS[element.dataset.island];
  if (!load) return;
  element.dataset.islandState = 'loading';
  try {
    const island = await load();
    await island.mount(element);
    element.dataset.islandState = 'ready';
  } catch (error) {
    // The server-rendered content below the island stays usable, so the page goes on.
    element.dataset.islandState = 'failed';
    console.error(`island ${element.dataset.island}`, error);
  }
}

function startAll(root) {
  if (root.matches?.('[data-island]')) start(root);
  root.querySelectorAll?.('[data-island]').forEach(start);
}

export function watchIslands(root) {
  startAll(root);
  new MutationObserver((records) => {
    for (const record of records) record.addedNodes.forEach(startAll);
  }).observe(root.body, { childList: true, subtree: true });
}
