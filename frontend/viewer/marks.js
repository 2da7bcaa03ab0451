// Puts states on a drawn model: a marker class per element and flow, a badge with the number of visits.

export class Marks {
  constructor(viewer) {
    this.canvas = viewer.get('canvas');
    this.registry = viewer.get('elementRegistry');
    this.overlays = viewer.get('overlays');
    this.applied = new Map();
    this.badges = new Map();
  }

  /** `elements`: Map of id to {state, visits}; `flows`: iterable of ids; only what changed is touched. */
  show(elements, flows) {
    const wanted = new Map();
    for (const [id, { state }] of elements) if (this.registry.get(id)) wanted.set(id, `is-${state}`);
    for (const id of flows) if (this.registry.get(id)) wanted.set(id, 'is-taken');
    for (const [id, mark] of this.applied) {
      if (wanted.get(id) === mark) continue;
      if (this.registry.get(id)) this.canvas.removeMarker(id, mark);
      this.applied.delete(id);
    }
    for (const [id, mark] of wanted) {
      if (!this.applied.has(id)) { this.canvas.addMarker(id, mark); this.applied.set(id, mark); }
    }
    this.count(elements);
  }

  count(elements) {
    for (const [id, { visits = 1 }] of elements) {
      if (visits > 1 && !this.badges.has(id) && this.registry.get(id)) this.addBadge(id);
      const badge = this.badges.get(id);
      if (!badge) continue;
      if (badge.textContent !== `${visits}×`) badge.textContent = `${visits}×`;
      badge.hidden = visits < 2;
    }
    for (const [id, badge] of this.badges) if (!elements.has(id)) badge.hidden = true;
  }

  addBadge(id) {
    const html = document.createElement('div');
    html.className = 'visits';
    this.overlays.add(id, { position: { top: -11, left: -12 }, html });
    this.badges.set(id, html);
  }

  /** The element the current entry is about; `null` for none. */
  point(id) {
    if (this.pointed === id) return;
    if (this.pointed) this.canvas.removeMarker(this.pointed, 'is-now');
    this.pointed = id && this.registry.get(id) ? id : null;
    if (this.pointed) this.canvas.addMarker(this.pointed, 'is-now');
  }
}

/** Sequence flows of the drawn model as {id, source, target}. */
export function drawnFlows(viewer) {
  return viewer.get('elementRegistry').filter((element) => element.type === 'bpmn:SequenceFlow' && !element.labelTarget)
    .map(({ id, source, target }) => ({ id, source: source.id, target: target.id, joins: target.type === 'bpmn:ParallelGateway' }));
}
