// What an instance looked like after each journal entry: elements, taken flows and data, from key frames.

const EVERY = 64;

const emptyFrame = () => ({ elements: new Map(), flows: new Map(), data: {}, ended: new Map() });

const copy = (frame) => ({
  elements: new Map(frame.elements), flows: new Map(frame.flows), data: { ...frame.data }, ended: new Map(frame.ended),
});

/** The state an element shows: what still lives decides, the worst first; else how it ended last. */
function shown(live, last) {
  const states = Object.values(live);
  if (states.includes('failed')) return 'failed';
  return states.includes('waiting') ? 'waiting' : last;
}

export class States {
  /** `entries` as the server sends them; `flows` of the drawn model as {id, source, target, joins}. */
  constructor(entries, flows = []) {
    this.entries = entries;
    this.incoming = new Map();
    for (const flow of flows) this.incoming.set(flow.target, [...(this.incoming.get(flow.target) ?? []), flow]);
    this.keys = [];
    const frame = emptyFrame();
    entries.forEach((entry, index) => {
      this.apply(frame, entry, index);
      if (index % EVERY === EVERY - 1) this.keys.push(copy(frame));
    });
    this.at = { index: -1, frame: emptyFrame() };
  }

  get length() { return this.entries.length; }

  /** The frame after entry `index` (-1: before the first). The frame is valid until the next call. */
  frame(index) {
    const near = Math.floor((index + 1) / EVERY) - 1;
    const keyIndex = (near + 1) * EVERY - 1;
    if (index < this.at.index || keyIndex > this.at.index) {
      this.at = { index: keyIndex, frame: near < 0 ? emptyFrame() : copy(this.keys[near]) };
    }
    while (this.at.index < index) {
      this.at.index += 1;
      this.apply(this.at.frame, this.entries[this.at.index], this.at.index);
    }
    return this.at.frame;
  }

  /** Data before and after entry `index`, for showing what it changed. */
  around(index) {
    const before = { ...this.frame(index - 1).data };
    return { before, after: { ...this.frame(index).data } };
  }

  /** First index with a sequence number of at least `seq`; the last one if there is none. */
  indexOf(seq) {
    const found = this.entries.findIndex((entry) => entry.seq >= seq);
    return found < 0 ? this.entries.length - 1 : found;
  }

  apply(frame, entry, index) {
    for (const move of entry.moves ?? []) this.move(frame, move, index);
    Object.assign(frame.data, entry.changed ?? {});
    for (const name of entry.removed ?? []) delete frame.data[name];
  }

  move(frame, { activity, element_id: id, state }, index) {
    const old = frame.elements.get(id) ?? { live: {}, visits: 0, last: state };
    const isNew = !(activity in old.live);
    const { [activity]: _, ...live } = old.live;
    if (state === 'waiting' || state === 'failed') live[activity] = state;
    else frame.ended.set(id, index);
    frame.elements.set(id, { live, visits: old.visits + (isNew ? 1 : 0), last: state, state: shown(live, state) });
    if (isNew) this.enter(frame, id);
  }

  /** A new visit came through the flow whose source ended last; a joining gateway takes all whose source ended. */
  enter(frame, id) {
    const came = (this.incoming.get(id) ?? []).filter((flow) => frame.ended.has(flow.source));
    if (!came.length) return;
    const latest = Math.max(...came.map((flow) => frame.ended.get(flow.source)));
    for (const flow of came) {
      if (flow.joins || frame.ended.get(flow.source) === latest) frame.flows.set(flow.id, (frame.flows.get(flow.id) ?? 0) + 1);
    }
  }
}
