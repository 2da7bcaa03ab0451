// Island `diagram`: a read-only model with the state of one instance on it.
import { draw, fetchJson, fetchText, fit, focus } from './canvas.js';
import { Marks, drawnFlows } from './marks.js';
import { Tokens } from './tokens.js';

async function stateOf(host) {
  const inline = host.querySelector('script[type="application/json"]');
  if (inline) return JSON.parse(inline.textContent);
  return host.dataset.stateUrl ? fetchJson(host.dataset.stateUrl) : { elements: {} };
}

/** Without a list from the server: flows between an element that was left and one that was reached. */
function guessedFlows(viewer, elements) {
  const left = (id) => ['completed', 'cancelled'].includes(elements.get(id)?.state) || elements.get(id)?.visits > 1;
  return drawnFlows(viewer).filter((flow) => left(flow.source) && elements.has(flow.target)).map((flow) => flow.id);
}

function follow(host, viewer) {
  if (!host.dataset.link) return;
  host.classList.add('has-links');
  viewer.on('element.click', ({ element }) => {
    if (element.parent && element.type !== 'bpmn:SequenceFlow') location.assign(host.dataset.link.replace('{id}', encodeURIComponent(element.id)));
  });
}

function showProblem(host) {
  const words = document.createElement('p');
  words.className = 'diagram-error';
  words.textContent = 'The diagram could not be drawn.';
  if (!host.querySelector('.diagram-outline')) host.append(words);
}

export async function mount(host) {
  let viewer;
  let state;
  try {
    const [xml, answer] = await Promise.all([fetchText(host.dataset.xmlUrl), stateOf(host)]);
    state = answer;
    viewer = await draw(host, xml);
  } catch (error) {
    showProblem(host);
    throw error;
  }
  const elements = new Map(Object.entries(state.elements ?? {}));
  new Marks(viewer).show(elements, state.flows ?? guessedFlows(viewer, elements));
  new Tokens(viewer).show(elements);
  fit(viewer, { margin: 20 });
  if (host.dataset.focus) focus(viewer, host.dataset.focus);
  follow(host, viewer);
  new ResizeObserver(() => viewer.get('canvas').resized()).observe(host);
}
