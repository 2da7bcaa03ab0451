// A read-only BPMN canvas in our colours, with a name for screen readers and a fit that leaves a margin.
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import '../styles/diagram.css';

const FONT = "'Inter Variable', system-ui, sans-serif";

/** Colours are CSS variables, so a theme switch needs no new drawing. Labels are set at 10 px because Inter runs wider than
    the Arial at 11 px that other tools measured the label boxes with. */
export const LOOK = {
  bpmnRenderer: { defaultFillColor: 'var(--bpmn-fill)', defaultStrokeColor: 'var(--bpmn-stroke)', defaultLabelColor: 'var(--bpmn-label)' },
  textRenderer: { defaultStyle: { fontFamily: FONT, fontSize: 12 }, externalStyle: { fontFamily: FONT, fontSize: 10 } },
};

/** Shows the whole model with `margin` around it; `left` keeps room for a palette. */
export function fit(viewer, { margin = 24, maxScale = 1.1, left = 0 } = {}) {
  const canvas = viewer.get('canvas');
  canvas.resized();
  const { inner, outer } = canvas.viewbox();
  if (!inner.width || !outer.width) return;
  const scale = Math.min((outer.width - 2 * margin - left) / inner.width, (outer.height - 2 * margin) / inner.height, maxScale);
  const width = outer.width / scale;
  const height = outer.height / scale;
  canvas.viewbox({ x: inner.x - (width - inner.width) / 2 - left / 2 / scale, y: inner.y - (height - inner.height) / 2, width, height });
}

/** Brings `id` into view, large enough to read; changes the plane if the element is inside a collapsed sub-process. */
export function focus(viewer, id, minScale = 0.8) {
  const canvas = viewer.get('canvas');
  const shape = viewer.get('elementRegistry').get(id);
  if (!shape) return;
  const plane = canvas.findRoot(shape);
  if (plane && plane !== canvas.getRootElement()) canvas.setRootElement(plane);
  const { outer, scale } = canvas.viewbox();
  if (!outer.width || !outer.height) return;
  const wanted = Math.max(scale, minScale);
  const [width, height] = [outer.width / wanted, outer.height / wanted];
  canvas.viewbox({ x: shape.x + (shape.width ?? 0) / 2 - width / 2, y: shape.y + (shape.height ?? 0) / 2 - height / 2, width, height });
}

/** True if the element is drawn large enough and inside what is visible. */
export function inView(viewer, id, minScale = 0.55) {
  const canvas = viewer.get('canvas');
  const shape = viewer.get('elementRegistry').get(id);
  if (!shape) return true;
  const box = canvas.viewbox();
  return box.scale >= minScale && shape.x >= box.x && shape.y >= box.y
    && shape.x + shape.width <= box.x + box.width && shape.y + shape.height <= box.y + box.height;
}

/** Draws `xml` into `host`; the outline list inside the host becomes hidden text that shows on keyboard focus. */
export async function draw(host, xml) {
  const container = document.createElement('div');
  container.className = 'diagram-canvas';
  const viewer = new NavigatedViewer({ container, ...LOOK });
  host.prepend(container);
  try {
    await viewer.importXML(xml);
  } catch (error) {
    container.remove();
    throw error;
  }
  const svg = container.querySelector('svg');
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', host.getAttribute('aria-label') ?? 'Process diagram');
  host.querySelector('.diagram-outline')?.classList.add('visually-hidden-unless-focused');
  return viewer;
}

export async function fetchText(url) {
  const response = await fetch(url, { credentials: 'same-origin' });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.text();
}

export async function fetchJson(url) {
  return JSON.parse(await fetchText(url));
}
