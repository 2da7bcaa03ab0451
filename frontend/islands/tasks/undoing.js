// A completed task can be taken back for some seconds: the seconds are counted down, z takes it back.
import { register } from '../habits/keyboard.js';

function count(button) {
  const until = Date.now() + Number(button.dataset.countdown) * 1000;
  const left = button.querySelector('[data-left]');
  const timer = setInterval(() => {
    const seconds = Math.max(0, Math.round((until - Date.now()) / 1000));
    if (left) left.textContent = `(${seconds} s)`;
    if (seconds > 0 && button.isConnected) return;
    clearInterval(timer);
    button.closest('.toast-note')?.remove();
    if (button.isConnected) { button.disabled = true; left?.remove(); }
  }, 250);
}

function countAll(root) {
  for (const button of root.querySelectorAll?.('[data-countdown]:not([data-counting])') ?? []) {
    button.dataset.counting = '';
    count(button);
  }
}

export function watchUndoing(root) {
  countAll(root);
  root.addEventListener('htmx:after:swap', () => countAll(root));
  register('z', () => {
    const button = document.querySelector('[data-undo]:not(:disabled)');
    button?.click();
    return Boolean(button);
  });
}
