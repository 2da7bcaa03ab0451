// An editable combobox with a list of suggestions, as the ARIA Authoring Practices describe it: the field keeps the focus,
// arrows go through the list, Enter takes, Escape closes, and how many there are is said aloud.
import { popup } from './popup.js';

const WAIT = 180;

/**
 * `ask(text, signal)` answers `{options, said}`; `choose(option)` takes one; `restore()` is for Escape in a closed list.
 * `status` is the live region; `lost` what is said when nothing answers.
 */
export function combobox(input, { label, status, lost, ask, choose, restore }) {
  input.setAttribute('role', 'combobox');
  const list = popup(input, { label, choose: (option) => { close(); choose(option); } });
  let timer;
  let asking;
  const owed = [];

  function close() {
    clearTimeout(timer);
    asking?.abort();
    list.close();
  }

  async function search() {
    clearTimeout(timer);
    asking?.abort();
    const mine = asking = new AbortController();
    try {
      const { options, said } = await ask(input.value, mine.signal);
      if (mine !== asking || mine.signal.aborted || document.activeElement !== input) return;
      list.show(options);
      status.textContent = said;
    } catch {
      if (!mine.signal.aborted) { list.close(); status.textContent = lost; }
    }
  }

  async function step(by) {
    if (list.isOpen()) { list.move(by); return; }
    if (owed.push(by) > 1) return; // pressed again before the answer is there
    await search();
    for (const each of owed.splice(0)) if (list.isOpen()) list.move(each);
  }

  input.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(search, WAIT); });
  input.addEventListener('keydown', (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey) return; // those belong to the page
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') step(event.key === 'ArrowDown' ? 1 : -1);
    else if (event.key === 'Enter') { if (list.active()) { const taken = list.active(); close(); choose(taken); } else search(); }
    else if (event.key === 'Escape') { if (list.isOpen()) { close(); event.stopPropagation(); } else if (!restore()) return; }
    else return;
    event.preventDefault();
  });
  input.addEventListener('blur', close);
  return { search, close };
}
