// Plain values as people type them, and as an expression writes them.

const TEXT = /^(?:"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)')$/;
const NUMBER = /^-?\d+(\.\d+)?$/;
const ESCAPES = { n: '\n', t: '\t', r: '\r', '"': '"', "'": "'", '\\': '\\' };

const unescaped = (text) => text.replace(/\\u([0-9a-fA-F]{4})|\\(.)/g, (whole, code, letter) => (code ? String.fromCharCode(parseInt(code, 16)) : ESCAPES[letter] ?? whole));

export const quoted = (text) => JSON.stringify(String(text));

/** {type, value} of an expression that is nothing but a value; else null. Types: text, number, yes-no. */
export function readLiteral(expression) {
  const text = (expression ?? '').trim();
  const found = TEXT.exec(text);
  if (found) return { type: 'text', value: unescaped(found[1] ?? found[2]) };
  if (NUMBER.test(text)) return { type: 'number', value: text };
  if (text === 'True' || text === 'False') return { type: 'yes-no', value: text === 'True' ? 'yes' : 'no' };
  return null;
}

/** The expression for what somebody typed; nothing typed is nothing written. */
export function writeLiteral(value, type) {
  if (type === 'yes-no') return value === 'yes' ? 'True' : value === 'no' ? 'False' : '';
  if (value === '') return '';
  if (type === 'number') return NUMBER.test(value) ? value : quoted(value);
  if (type === 'any' && NUMBER.test(value)) return value;
  return quoted(value);
}
