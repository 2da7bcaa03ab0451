// The list of journal entries beside the diagram; uses the server's rows where they are there.
import { element } from '../islands/element.js';
import { locale, timeZone } from '../islands/locale.js';
import { toneOf } from './tone.js';

function row(entry, format) {
  return element('li', { 'data-seq': entry.seq, class: toneOf(entry) }, element('span', {}, String(entry.seq)), element('span', {}, entry.title),
    element('time', { datetime: entry.at }, format.format(new Date(entry.at))));
}

export class EntryList {
  constructor(host, entries, choose) {
    this.host = host;
    const rows = [...host.querySelectorAll('[data-seq]')];
    if (rows.length !== entries.length) {
      const format = new Intl.DateTimeFormat(locale(), { day: '2-digit', month: '2-digit', hour: '2-digit', minute: '2-digit', timeZone: timeZone() });
      host.replaceChildren(...entries.map((entry) => row(entry, format)));
    }
    this.rows = [...host.children];
    host.tabIndex = 0;
    host.addEventListener('click', (event) => {
      const at = this.rows.indexOf(event.target.closest('[data-seq]'));
      if (at < 0) return;
      event.preventDefault();
      choose(at);
    });
  }

  /** Scrolls the list alone: the page stays where the person put it. */
  reveal(row) {
    const { scrollTop, clientHeight } = this.host;
    const top = row.offsetTop;
    if (top < scrollTop) this.host.scrollTop = top;
    else if (top + row.offsetHeight > scrollTop + clientHeight) this.host.scrollTop = top + row.offsetHeight - clientHeight;
  }

  show(index) {
    this.current?.removeAttribute('aria-current');
    this.current = this.rows[index];
    this.current.setAttribute('aria-current', 'true');
    // Scrolling reads the layout, so it waits for the frame.
    cancelAnimationFrame(this.pending);
    this.pending = requestAnimationFrame(() => this.reveal(this.current));
  }
}
