// Drag a kind from the palette onto the canvas, and fields to another place; the server does the edit.
import Sortable from 'sortablejs';

const GROUP = 'fields';
const ITEM = '.canvas-field';

/** The path of the group that a list of fields belongs to: the field around it, or the form. */
function pathOf(list) {
  return list.closest(ITEM)?.dataset.path ?? '';
}

function place(event) {
  const fields = [...event.to.children].filter((child) => child.matches(`${ITEM}, [data-kind]`));
  return { 'drag-into': pathOf(event.to), 'drag-at': fields.indexOf(event.item) };
}

export function sortables(host, press) {
  host.querySelectorAll('[data-palette]').forEach((list) => prepare(list, {
    group: { name: GROUP, pull: 'clone', put: false }, sort: false, draggable: '[data-kind]',
  }));
  host.querySelectorAll('[data-canvas] .fields, [data-canvas] .canvas-empty').forEach((list) => prepare(list, {
    group: GROUP, draggable: ITEM, handle: ITEM, filter: '.canvas-tools, .canvas-tools *', preventOnFilter: false,
    fallbackOnBody: true, swapThreshold: .65,
    onAdd: (event) => {
      const values = place(event);
      if (event.item.dataset.kind) press(`add:${event.item.dataset.kind}`, values);
      else press(`move:${event.item.dataset.path}`, values);
    },
    onUpdate: (event) => press(`move:${event.item.dataset.path}`, place(event)),
  }));
}

function prepare(list, options) {
  if (Sortable.get(list)) return;
  Sortable.create(list, {
    animation: 120, ghostClass: 'is-ghost', chosenClass: 'is-held', dragClass: 'is-dragged', delay: 180, delayOnTouchOnly: true,
    onStart: () => document.getElementById('builder')?.classList.add('is-dragging'),
    onEnd: () => document.getElementById('builder')?.classList.remove('is-dragging'),
    ...options,
  });
}
