// A table and its examples as one piece of work that the browser keeps.
import { Kept } from '../modeler/saving/kept.js';

export const packed = (xml, examples) => JSON.stringify({ xml, examples });

/** What was packed, or a bare file. */
export function unpacked(text) {
  return text.trimStart().startsWith('{') ? JSON.parse(text) : { xml: text };
}

export class KeptTable extends Kept {
  constructor(model, examples, options) {
    super(model, options);
    this.examples = examples;
  }

  keep(xml, version) { return super.keep(packed(xml, this.examples()), version); }
}
