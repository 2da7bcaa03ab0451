// Answers that bring in other questions, or add up: the page is shown again with them, and whoever was typing goes on.

const WAIT = 250;

export function watchReveals(root) {
  let timer;
  let kept = '';
  root.addEventListener('change', (event) => {
    const now = event.target.closest?.('[data-reveals]')?.querySelector('[data-reveal-now]');
    if (!now) return;
    clearTimeout(timer);
    timer = setTimeout(() => now.isConnected && now.click(), WAIT);
  });
  root.addEventListener('htmx:before:swap', () => { kept = document.activeElement?.closest?.('[data-reveals]') ? document.activeElement.id : ''; });
  root.addEventListener('htmx:after:swap', () => { if (kept) document.getElementById(kept)?.focus({ preventScroll: true }); });
}
