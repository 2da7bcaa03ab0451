// Island `replay`: walks through an instance's journal on its diagram; the list of entries works without it.
import { draw, fetchJson, fetchText, fit, focus, inView } from './canvas.js';
import { drawnFlows, Marks } from './marks.js';
import { States } from './states.js';
import { Tokens } from './tokens.js';
import { TimeBar } from './time-bar.js';
import { Detail } from './detail.js';
import { EntryList } from './entry-list.js';
import { bindKeys } from './replay-keys.js';

class Replay {
  constructor(root, viewer, entries) {
    this.viewer = viewer;
    this.entries = entries;
    this.states = new States(entries, drawnFlows(viewer));
    this.marks = new Marks(viewer);
    this.tokens = new Tokens(viewer);
    this.list = new EntryList(root.querySelector('[data-entries]'), entries, (index) => this.seek(index));
    this.bar = new TimeBar(root.querySelector('[data-bar]'), entries, this);
    this.detail = new Detail(root.querySelector('[data-detail]'));
    this.index = -1;
    this.following = root.clientWidth < 900;
  }

  get last() { return this.entries.length - 1; }

  seek(index) {
    const target = Math.max(0, Math.min(this.last, index));
    if (target === this.index) return;
    const { before, after } = this.states.around(target);
    const frame = this.states.frame(target);
    const entry = this.entries[target];
    this.index = target;
    this.marks.show(frame.elements, frame.flows.keys());
    this.tokens.show(frame.elements);
    const place = entry.moves?.at(-1)?.element_id ?? null;
    this.marks.point(place);
    if (this.following && place && !inView(this.viewer, place)) focus(this.viewer, place);
    this.list.show(target);
    this.bar.show(target);
    this.detail.show(entry, before, after);
    this.remember(entry.seq);
  }

  /** The address follows at rest, not at every step: browsers limit how often it may change. */
  remember(seq) {
    clearTimeout(this.remembering);
    this.remembering = setTimeout(() => {
      const url = new URL(location.href);
      url.searchParams.set('at', seq);
      history.replaceState(history.state, '', url);
    }, 250);
  }

  step(by) { this.stop(); this.seek(this.index + by); }

  /** To the next entry of a person (or an intervention) in the given direction. */
  stepToPerson(direction) {
    this.stop();
    let index = this.index + direction;
    while (index > 0 && index < this.last && !isPersonal(this.entries[index])) index += direction;
    this.seek(index);
  }

  get playing() { return Boolean(this.timer); }

  toggle() {
    if (this.playing) return this.stop();
    if (this.index >= this.last) this.seek(0);
    this.timer = setInterval(() => (this.index < this.last ? this.seek(this.index + 1) : this.stop()), 1000 / this.bar.speed);
    return this.bar.playing(true);
  }

  stop() {
    clearInterval(this.timer);
    this.timer = null;
    this.bar.playing(false);
  }

  toggleFollow() {
    this.following = !this.following;
    if (!this.following) fit(this.viewer);
    this.bar.following(this.following);
  }
}

const isPersonal = ({ kind = '', actor = '' }) => kind.startsWith('task') || kind === 'intervention' || !['system', 'clock', 'dispatcher', ''].includes(actor);

export async function mount(root) {
  const [xml, history] = await Promise.all([fetchText(root.dataset.xmlUrl), fetchJson(root.dataset.historyUrl)]);
  const host = root.querySelector('[data-canvas]');
  const viewer = await draw(host, xml);
  fit(viewer, { margin: 28, maxScale: 1.2 });
  if (!history.entries.length) return;
  const replay = new Replay(root, viewer, history.entries);
  replay.bar.following(replay.following);
  const wanted = new URLSearchParams(location.search).get('at');
  replay.seek(wanted ? replay.states.indexOf(Number(wanted)) : replay.last);
  bindKeys(root, replay);
  new ResizeObserver(() => viewer.get('canvas').resized()).observe(host);
  root.replay = replay;
}
