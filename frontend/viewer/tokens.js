// Tokens stand where work waits. A token whose place ended glides to the next place instead of blinking.

const SVG = 'http://www.w3.org/2000/svg';

function circle(radius) {
  const node = document.createElementNS(SVG, 'circle');
  node.setAttribute('r', radius);
  return node;
}

export class Tokens {
  constructor(viewer) {
    this.registry = viewer.get('elementRegistry');
    this.layer = viewer.get('canvas').getLayer('tokens', 1000);
    this.placed = new Map();
    this.spare = [];
  }

  /** `elements`: Map of id to {state}; tokens for waiting and failed ones. */
  show(elements) {
    const wanted = [...elements].filter(([id, { state }]) => (state === 'waiting' || state === 'failed') && this.hasPlace(id));
    const ids = new Set(wanted.map(([id]) => id));
    const freed = [];
    for (const [id, token] of this.placed) if (!ids.has(id)) { this.placed.delete(id); freed.push(token); }
    for (const [id, { state }] of wanted) {
      if (!this.placed.has(id)) this.placed.set(id, this.move(freed.pop(), id));
      this.placed.get(id).classList.toggle('is-failed', state === 'failed');
    }
    for (const token of freed) { token.style.opacity = 0; this.spare.push(token); }
  }

  /** Boundary events wait with their activity: its token speaks for them. */
  hasPlace(id) {
    const shape = this.registry.get(id);
    return shape && !shape.host;
  }

  move(gliding, id) {
    const token = gliding ?? this.spare.pop() ?? this.create();
    token.classList.toggle('is-new', !gliding);
    const { x, y, width } = this.registry.get(id);
    token.style.transform = `translate(${x + width}px, ${y}px)`;
    token.style.opacity = 1;
    return token;
  }

  create() {
    const token = document.createElementNS(SVG, 'g');
    token.setAttribute('class', 'token');
    token.append(circle(9), circle(3.5));
    this.layer.append(token);
    return token;
  }
}
