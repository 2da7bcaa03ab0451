// Lets the bpmn.io libraries run under `style-src 'self'`: no style attribute is ever parsed from markup.

const ICONS = /(Align|Distribute)ElementsIcons\.js$|ColorPopupProvider\.js$/;
const PANEL = /bpmn-js-properties-panel\/dist\/index\.esm\.js$/;
const DOMIFY = /node_modules\/domify\/index\.js$/;

const asAttributes = (css) => css.split(';').filter(Boolean).map((declaration) => {
  const [name, value] = declaration.split(/:(.*)/s);
  return ` ${name.trim()}="${value.trim()}"`;
}).join('');

// Styles are parked in a data attribute while parsing and set through the CSSOM afterwards, which the policy allows.
const SAFE_DOMIFY = `
export default function domify(html, doc) {
  if (typeof html !== 'string' || !/\\sstyle=/.test(html)) return parse(html, doc);
  const root = parse(html.replace(/(\\s)style=/g, '$1data-parked-style='), doc);
  const parked = [...(root.querySelectorAll?.('[data-parked-style]') ?? [])];
  if (root.matches?.('[data-parked-style]')) parked.push(root);
  for (const node of parked) { node.style.cssText = node.dataset.parkedStyle; delete node.dataset.parkedStyle; }
  return root;
}`;

/** A pattern that no longer matches is a build error: the policy would be violated in the browser instead. */
function rewrite(code, pattern, replacement, id) {
  const result = code.replace(pattern, replacement);
  if (result === code) throw new Error(`csp-inline-styles: nothing to rewrite in ${id}`);
  return { code: result, map: null };
}

export function cspInlineStyles() {
  return {
    name: 'csp-inline-styles',
    enforce: 'pre',
    transform(code, id) {
      if (ICONS.test(id)) return rewrite(code, / style="([^"$]*)"/g, (_, css) => asAttributes(css), id);
      if (PANEL.test(id)) return rewrite(code, '<div style="height: 100%" ', '<div ', id);
      if (DOMIFY.test(id)) {
        const { code: raw } = rewrite(code, /export default function domify\(([^)]*)\)/, 'function parse($1)', id);
        return { code: raw + SAFE_DOMIFY, map: null };
      }
      return null;
    },
  };
}
