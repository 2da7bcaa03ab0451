// Offers people while somebody types @ and the beginning of a name: arrows and Enter take one, Escape closes.
import { element } from '../element.js';
import { popup } from './popup.js';

const WAIT = 150;
const BEGUN = /(?:^|[\s(,;])@([\p{L}\p{N}._-]{0,40})$/u;

export function mount(text) {
  const { people, label } = text.dataset;
  const status = element('p', { class: 'visually-hidden', role: 'status' });
  const list = popup(text, { label, choose: take });
  let timer;
  let asked = 0;
  text.setAttribute('aria-haspopup', 'listbox');
  text.after(status);

  const begun = () => (text.selectionStart === text.selectionEnd ? BEGUN.exec(text.value.slice(0, text.selectionStart))?.[1] : undefined);

  function take(option) {
    const at = text.selectionStart - begun().length;
    text.setRangeText(`${option.dataset.mention} `, at, text.selectionStart, 'end');
    close();
    text.dispatchEvent(new Event('input', { bubbles: true }));
  }

  function close() {
    clearTimeout(timer);
    asked += 1;
    list.close();
  }

  async function ask() {
    const mine = ++asked;
    const answer = await fetch(`${people}?q=${encodeURIComponent(begun())}`).catch(() => undefined);
    if (!answer?.ok || mine !== asked) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (mine !== asked || document.activeElement !== text) return;
    list.show([...page.querySelectorAll('[role=option]')]);
    status.textContent = page.querySelector('[data-found]')?.textContent ?? '';
    if (list.isOpen()) list.move(1);
  }

  text.addEventListener('input', () => {
    clearTimeout(timer);
    if (begun() === undefined) close();
    else timer = setTimeout(ask, WAIT);
  });
  text.addEventListener('keydown', (event) => {
    if (!list.isOpen() || event.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') list.move(event.key === 'ArrowDown' ? 1 : -1);
    else if ((event.key === 'Enter' || event.key === 'Tab') && list.active()) take(list.active());
    else if (event.key === 'Escape') { close(); event.stopPropagation(); }
    else return;
    event.preventDefault();
  });
  text.addEventListener('blur', close);
}
