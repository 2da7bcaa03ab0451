// The story on the diagram: tokens, the way taken and visit counts; or what all scenarios cover together.
import { focus, inView } from '../../../viewer/canvas.js';
import { Marks } from '../../../viewer/marks.js';
import { Tokens } from '../../../viewer/tokens.js';

const MISSED = 'is-missed';
const COVERED = 'is-covered';

export class Drawn {
  constructor(modeler) {
    this.modeler = modeler;
    this.marked = [];
    this.renew();
    // Another drawing has other elements: what was marked is gone with the old ones.
    modeler.on('import.done', () => { this.renew(); this.again?.(); });
  }

  renew() {
    this.marks = new Marks(this.modeler);
    this.tokens = new Tokens(this.modeler);
    this.marked = [];
  }

  story(standing) {
    this.again = () => this.story(standing);
    this.uncover();
    const elements = new Map(Object.entries(standing.elements));
    this.marks.show(elements, Object.keys(standing.flows));
    this.tokens.show(elements);
  }

  coverage(found) {
    this.clear();
    this.again = () => this.coverage(found);
    const mark = (ids, name) => ids.forEach((id) => this.mark(id, name));
    mark([...Object.keys(found.elements), ...Object.keys(found.flows)], COVERED);
    mark([...found.missing_elements, ...found.missing_flows].map(({ id }) => id), MISSED);
  }

  clear() {
    this.again = null;
    this.uncover();
    this.marks.show(new Map(), []);
    this.tokens.show(new Map());
  }

  mark(id, name) {
    if (!this.modeler.get('elementRegistry').get(id)) return;
    this.modeler.get('canvas').addMarker(id, name);
    this.marked.push([id, name]);
  }

  uncover() {
    for (const [id, name] of this.marked) if (this.modeler.get('elementRegistry').get(id)) this.modeler.get('canvas').removeMarker(id, name);
    this.marked = [];
  }

  go(id) {
    const shape = this.modeler.get('elementRegistry').get(id);
    if (!shape) return;
    if (!inView(this.modeler, id)) focus(this.modeler, id);
    this.modeler.get('selection').select(shape);
  }
}
