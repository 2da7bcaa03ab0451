// A swap replaces the whole stage: who was typing goes on typing, and nothing jumps.

const SCROLLED = ['.builder-canvas', '.builder-side', '.builder-palette'];

export function rememberFocus(host) {
  let kept = null;

  const keep = () => {
    const active = document.activeElement;
    const inside = active && host.contains(active) && (active.id || active.value);
    kept = {
      id: inside ? active.id : '', pick: inside && active.classList.contains('canvas-pick'),
      value: active?.matches?.('.builder-panel input:not([type=checkbox]), .builder-panel textarea') ? active.value : null,
      caret: active?.selectionStart ?? null, chosen: host.querySelector('#builder')?.dataset.chosen,
      open: [...host.querySelectorAll('details[data-section][open]')].map((one) => one.dataset.section),
      scrolls: SCROLLED.map((selector) => host.querySelector(selector)?.scrollTop ?? 0),
    };
  };

  const restore = () => {
    if (!kept) return;
    const { id, pick, value, caret, chosen, open, scrolls } = kept;
    kept = null;
    SCROLLED.forEach((selector, index) => { const place = host.querySelector(selector); if (place) place.scrollTop = scrolls[index]; });
    host.querySelectorAll('details[data-section]').forEach((one) => { if (open.includes(one.dataset.section)) one.open = true; });
    const same = chosen === host.querySelector('#builder')?.dataset.chosen;
    const target = pick || !same ? host.querySelector('.canvas-field.is-chosen > .canvas-pick') : id && document.getElementById(id);
    if (!target) return;
    target.focus({ preventScroll: same });
    if (same && value !== null && target.value !== value && target.matches('input, textarea')) target.value = value;
    if (same && caret !== null && target.setSelectionRange && /^(text|search|url|tel|)$/.test(target.type ?? '')) target.setSelectionRange(caret, caret);
  };

  return { keep, restore };
}
