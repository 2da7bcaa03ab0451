// Signs on cells of the table. They live in a style sheet of their own: whatever the editor draws again keeps them.

const LOOKS = {
  yes: 'background: var(--mark-yes) !important; box-shadow: inset 3px 0 var(--ok);',
  no: 'background: var(--mark-no) !important;',
  hit: 'background: var(--mark-yes) !important; font-weight: 600;',
  error: 'box-shadow: inset 0 0 0 2px var(--danger);',
  warning: 'box-shadow: inset 0 0 0 2px var(--warn);',
};
const SIGNS = { yes: '✓', no: '✗' };

export class Marks {
  constructor() {
    this.sheet = new CSSStyleSheet();
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.sheet];
    this.layers = new Map();
  }

  /** Replaces the signs of one layer: `[id of the cell, look]`. */
  set(layer, marks) {
    this.layers.set(layer, marks);
    const rules = [...this.layers.values()].flat().filter(([id]) => id).map(([id, look]) => {
      const cell = `.decisions-editor td[data-element-id="${CSS.escape(id)}"], .decisions-editor th[data-element-id="${CSS.escape(id)}"]`;
      const sign = SIGNS[look] ? `.decisions-editor td[data-element-id="${CSS.escape(id)}"]::after { content: '${SIGNS[look]}' / ''; }` : '';
      return `${cell} { ${LOOKS[look]} } ${sign}`;
    });
    this.sheet.replaceSync(rules.join('\n'));
  }

  clear(layer) { this.set(layer, []); }
}
