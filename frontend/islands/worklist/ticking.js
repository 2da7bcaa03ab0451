// Ticking rows: Shift ticks a range, the box of a heading ticks all below it; ticks live through a refresh of the list.

function boxesOf(root) {
  return [...root.querySelectorAll('input[data-row]')];
}

function said(box) {
  box.dispatchEvent(new Event('change', { bubbles: true }));
}

function addHeads(root) {
  for (const group of root.querySelectorAll('.worklist-group')) {
    const head = group.querySelector('.worklist-head');
    if (!boxesOf(group).length || head.querySelector('[data-all]')) continue;
    const box = document.createElement('input');
    box.type = 'checkbox';
    box.className = 'form-check-input m-0';
    box.dataset.all = '';
    box.setAttribute('aria-label', head.textContent.trim());
    head.prepend(box);
  }
}

export function watchTicks(list) {
  let last = null;
  addHeads(list());
  document.addEventListener('htmx:after:swap', () => list() && addHeads(list()));
  document.addEventListener('click', (event) => {
    const { target } = event;
    if (!list()?.contains(target)) return;
    if (target.matches('input[data-all]')) {
      boxesOf(target.closest('.worklist-group')).forEach((box) => { box.checked = target.checked; });
      said(target);
    } else if (target.matches('input[data-row]')) {
      const boxes = boxesOf(list());
      const from = boxes.findIndex((box) => box.value === last);
      const to = boxes.indexOf(target);
      if (event.shiftKey && from >= 0) {
        for (const box of boxes.slice(Math.min(from, to), Math.max(from, to) + 1)) box.checked = target.checked;
      }
      last = target.value;
      said(target);
    }
  });
}
