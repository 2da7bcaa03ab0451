// Island `compare`: both states of a diagram beside each other, moving together, with every change marked; the list of changes
// under them leads to each.
import { draw, focus } from '../viewer/canvas.js';

/** What is marked on which side: a new thing is not on the old one, a removed one not on the new one. */
const SIDES = { before: ['removed', 'changed', 'moved'], after: ['added', 'changed', 'moved'] };

const MARGIN = 0.04;
const LOWEST = 180;
const CONTAINERS = ['bpmn:Participant', 'bpmn:Lane'];

function mark(viewer, marks, side) {
  const canvas = viewer.get('canvas');
  const registry = viewer.get('elementRegistry');
  for (const [id, kind] of Object.entries(marks)) {
    const shape = registry.get(id);
    // A pool that only grew with what stands in it would cover everything with its mark.
    if (!SIDES[side].includes(kind) || !shape || (kind === 'moved' && CONTAINERS.includes(shape.type))) continue;
    canvas.addMarker(id, `change-is-${kind}`);
    const label = registry.get(`${id}_label`);
    if (label) canvas.addMarker(label, `change-is-${kind}`);
  }
}

/** Shows the same part of the plane on both sides, large enough for both diagrams; a flat diagram needs less height. */
function fitBoth(viewers, places) {
  const boxes = viewers.map((viewer) => viewer.get('canvas').viewbox().inner);
  const [left, top] = ['x', 'y'].map((side) => Math.min(...boxes.map((box) => box[side])));
  const wide = (Math.max(...boxes.map((box) => box.x + box.width)) - left) * (1 + 2 * MARGIN);
  const high = (Math.max(...boxes.map((box) => box.y + box.height)) - top) * (1 + 2 * MARGIN);
  for (const place of places) {
    place.style.height = `${Math.min(Math.max(LOWEST, place.clientWidth * high / wide), place.clientHeight)}px`;
  }
  for (const viewer of viewers) {
    const canvas = viewer.get('canvas');
    canvas.resized();
    const { outer } = canvas.viewbox();
    const scale = Math.min(outer.width / wide, outer.height / high, 1.2);
    const [width, height] = [outer.width / scale, outer.height / scale];
    canvas.viewbox({ x: left - wide * MARGIN - (width - wide) / 2, y: top - high * MARGIN - (height - high) / 2, width, height });
  }
}

/** Panning and zooming one side takes the other along. */
function together(viewers) {
  let busy = false;
  for (const viewer of viewers) {
    viewer.on('canvas.viewbox.changed', ({ viewbox }) => {
      if (busy) return;
      busy = true;
      const { x, y, width, height } = viewbox;
      viewers.filter((other) => other !== viewer).forEach((other) => other.get('canvas').viewbox({ x, y, width, height }));
      busy = false;
    });
  }
}

function show(viewers, id, item) {
  item.closest('.change-list').querySelectorAll('[aria-current]').forEach((old) => old.removeAttribute('aria-current'));
  item.setAttribute('aria-current', 'true');
  let led = false;
  for (const viewer of viewers) {
    const canvas = viewer.get('canvas');
    if (viewer.pointed) canvas.removeMarker(viewer.pointed, 'is-now');
    viewer.pointed = viewer.get('elementRegistry').get(id) ? id : null;
    if (!viewer.pointed) continue;
    canvas.addMarker(id, 'is-now');
    if (!led) focus(viewer, id);
    led = true;
  }
}

/** Every change that has an element becomes something to press. */
function lead(host, viewers) {
  for (const item of host.querySelectorAll('.change[data-element]')) {
    const subject = item.querySelector('.change-subject');
    const id = item.dataset.element;
    if (!viewers.some((viewer) => viewer.get('elementRegistry').get(id))) continue;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'change-subject';
    button.textContent = subject.textContent;
    button.addEventListener('click', () => show(viewers, id, item));
    subject.replaceWith(button);
  }
}

export async function mount(host) {
  const { marks, ...xml } = JSON.parse(host.querySelector('script[type="application/json"]').textContent);
  const pictures = host.querySelector('.compare-pictures');
  pictures.hidden = false;
  const viewers = [];
  for (const side of ['before', 'after']) {
    const place = pictures.querySelector(`[data-side=${side}]`);
    try {
      const viewer = await draw(place, xml[side]);
      mark(viewer, marks, side);
      viewers.push(viewer);
    } catch {
      // The words below still say what changed.
      const words = document.createElement('p');
      words.className = 'diagram-error';
      words.textContent = 'This side cannot be drawn.';
      place.append(words);
    }
  }
  fitBoth(viewers, pictures.querySelectorAll('.diagram'));
  together(viewers);
  lead(host, viewers);
}
