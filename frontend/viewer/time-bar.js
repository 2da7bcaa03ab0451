// The bar under the replay: an overview strip, the slider, play, speed and the moment.
import { element } from '../islands/element.js';
import { locale, timeZone } from '../islands/locale.js';
import { icon } from '../islands/icon.js';
import { toneOf } from './tone.js';

const SVG = 'http://www.w3.org/2000/svg';
const SPEEDS = [1, 2, 5, 10, 25];
const HEIGHTS = { 'is-failed': 26, 'is-hand': 26, 'is-timer': 20, 'is-person': 16, '': 9 };

/** One thin column for each entry, at most one for each two pixels. */
function strip(entries) {
  const svg = document.createElementNS(SVG, 'svg');
  const columns = Math.min(entries.length, 600);
  svg.setAttribute('class', 'replay-strip');
  svg.setAttribute('viewBox', `0 0 ${columns} 26`);
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.setAttribute('aria-hidden', 'true');
  for (let column = 0; column < columns; column += 1) {
    const from = Math.floor((column * entries.length) / columns);
    const to = Math.max(from + 1, Math.floor(((column + 1) * entries.length) / columns));
    const tone = entries.slice(from, to).map(toneOf).sort((a, b) => HEIGHTS[b] - HEIGHTS[a])[0];
    const bar = document.createElementNS(SVG, 'rect');
    const attributes = { x: column, y: 26 - HEIGHTS[tone], width: Math.min(0.74, columns / 80), height: HEIGHTS[tone], class: tone };
    for (const [name, value] of Object.entries(attributes)) bar.setAttribute(name, value);
    svg.append(bar);
  }
  return svg;
}

const button = (name, label, onClick) => element('button', { class: 'btn btn-sm btn-icon', type: 'button', 'aria-label': label, title: label, onClick }, icon(name));

export class TimeBar {
  constructor(host, entries, replay) {
    this.entries = entries;
    this.replay = replay;
    this.format = new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'medium', timeZone: timeZone() });
    this.range = element('input', { class: 'replay-range', type: 'range', min: 0, max: entries.length - 1, 'aria-label': 'Journal entry', onInput: () => { replay.stop(); replay.seek(Number(this.range.value)); } });
    this.play = button('player-play', 'Play (Space)', () => replay.toggle());
    this.follow = button('target', 'Follow the work (f)', () => replay.toggleFollow());
    this.pace = element('select', { class: 'form-select form-select-sm', 'aria-label': 'Entries a second', onChange: () => this.restart() },
      ...SPEEDS.map((speed) => element('option', { value: speed, selected: speed === 5 }, `${speed}/s`)));
    this.when = element('span', { class: 'replay-when' });
    this.place = element('span', { class: 'replay-place' });
    const steps = element('div', { class: 'btn-group' }, button('player-skip-back', 'Previous entry (←)', () => replay.step(-1)), this.play, button('player-skip-forward', 'Next entry (→)', () => replay.step(1)));
    host.replaceChildren(strip(entries), this.range, element('div', { class: 'replay-controls' }, steps, this.pace, this.follow, this.when, this.place));
    host.hidden = false;
  }

  get speed() { return Number(this.pace.value); }

  show(index) {
    const entry = this.entries[index];
    this.range.value = index;
    this.range.setAttribute('aria-valuetext', `${index + 1}: ${entry.title}`);
    this.when.textContent = this.format.format(new Date(entry.at));
    this.place.textContent = `${index + 1} / ${this.entries.length}`;
  }

  playing(on) {
    if (this.play.getAttribute('aria-pressed') === String(on)) return;
    this.play.setAttribute('aria-pressed', String(on));
    this.play.replaceChildren(icon(on ? 'player-pause' : 'player-play'));
  }

  following(on) {
    this.follow.setAttribute('aria-pressed', String(on));
    this.follow.classList.toggle('is-on', on);
  }

  changeSpeed(by) {
    const at = Math.max(0, Math.min(SPEEDS.length - 1, SPEEDS.indexOf(this.speed) + by));
    this.pace.value = SPEEDS[at];
    this.restart();
  }

  restart() {
    if (!this.replay.playing) return;
    this.replay.stop();
    this.replay.toggle();
  }
}
