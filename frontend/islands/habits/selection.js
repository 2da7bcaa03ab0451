// Ticked rows of a list: the bar at the bottom appears with their number and takes their ids along.

import { toast } from './toasts.js';

export function watchSelection(root) {
  root.addEventListener('change', (event) => {
    const list = event.target.closest?.('[data-select-list]');
    const bar = root.querySelector('[data-bulk]');
    if (!list || !bar) return;
    const ticked = list.querySelectorAll('input[data-row]:checked').length;
    bar.hidden = ticked === 0;
    bar.querySelector('[data-n]').textContent = String(ticked);
  });
  root.addEventListener('click', async (event) => {
    const copy = event.target.closest?.('[data-copy]');
    if (!copy) return;
    await navigator.clipboard.writeText(copy.dataset.copy || copy.textContent.trim());
    toast('Copied.');
  });
}
