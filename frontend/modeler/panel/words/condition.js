// Conditions as rows of variable, comparison and value, and as expressions; both ways where the expression is that simple.
import { quoted, readLiteral } from './literal.js';

/** Comparisons by the operator they are written with; `one`: without a value. */
export const COMPARISONS = {
  '==': 'is', '!=': 'is not', '>': 'is more than', '>=': 'is at least', '<': 'is less than', '<=': 'is at most', in: 'is one of', 'not in': 'is none of', contains: 'contains',
  filled: 'is filled', empty: 'is empty',
};
export const ONE_SIDED = new Set(['filled', 'empty']);
const BY_TYPE = {
  text: ['==', '!=', 'in', 'not in', 'contains', 'filled', 'empty'],
  number: ['==', '!=', '>', '>=', '<', '<='],
  'yes or no': ['filled', 'empty'],
  list: ['contains', 'filled', 'empty'],
  date: ['==', '!=', '>', '>=', '<', '<='],
};
const YES_NO = { filled: 'is yes', empty: 'is no' };

/** [operator, words] that suit a kind of value. */
export function comparisons(type) {
  const suited = BY_TYPE[type === 'whole number' ? 'number' : type] ?? Object.keys(COMPARISONS);
  return suited.map((operator) => [operator, (type === 'yes or no' && YES_NO[operator]) || COMPARISONS[operator]]);
}

const TOKEN = /\s*(?:("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(-?\d+(?:\.\d+)?)(?![\w.])|([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)(?![\w.(])|(==|!=|>=|<=|>|<)|([()[\],]))/y;
const WORDS = new Set(['and', 'or', 'not', 'in', 'True', 'False', 'None', 'is', 'if', 'else', 'lambda', 'for']);

function tokens(text) {
  const found = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const [, string, number, name, operator, mark] = TOKEN.exec(text) ?? [];
    if (string !== undefined) found.push({ kind: 'value', text: string });
    else if (number !== undefined) found.push({ kind: 'value', text: number });
    else if (name === 'True' || name === 'False') found.push({ kind: 'value', text: name });
    else if (name !== undefined) found.push({ kind: WORDS.has(name) ? 'word' : 'name', text: name });
    else if (operator !== undefined) found.push({ kind: 'operator', text: operator });
    else if (mark !== undefined) found.push({ kind: 'mark', text: mark });
    else return null;
  }
  return found;
}

/** {join: 'and' | 'or', rows: [{variable, operator, value}]}; null for what is not that simple. Values: {kind, text}. */
export function readCondition(expression) {
  const list = (expression ?? '').trim() ? tokens(expression) : [];
  if (!list) return null;
  if (!list.length) return { join: 'and', rows: [] };
  const reader = new Reader(list);
  try {
    return reader.all();
  } catch (problem) {
    if (problem instanceof NotSimple) return null;
    throw problem;
  }
}

class NotSimple extends Error {}

class Reader {
  constructor(list) { Object.assign(this, { list, at: 0 }); }

  is(kind, text) { const token = this.list[this.at]; return Boolean(token) && token.kind === kind && (text === undefined || token.text === text); }

  take(kind, text) {
    if (!this.is(kind, text)) throw new NotSimple();
    return this.list[this.at++].text;
  }

  all() {
    const rows = [this.row()];
    let join;
    while (this.at < this.list.length) {
      const word = this.take('word');
      if ((word !== 'and' && word !== 'or') || (join && word !== join)) throw new NotSimple();
      join = word;
      rows.push(this.row());
    }
    return { join: join ?? 'and', rows };
  }

  row() {
    if (this.is('word', 'not')) { this.at++; return { variable: this.take('name'), operator: 'empty' }; }
    if (this.is('value')) {
      const value = this.value();
      this.take('word', 'in');
      return { variable: this.take('name'), operator: 'contains', value };
    }
    const variable = this.take('name');
    if (this.is('operator')) return { variable, operator: this.take('operator'), value: this.value() };
    if (this.is('word', 'in')) { this.at++; return { variable, operator: 'in', value: this.values() }; }
    if (this.is('word', 'not')) { this.at++; this.take('word', 'in'); return { variable, operator: 'not in', value: this.values() }; }
    return { variable, operator: 'filled' };
  }

  value() {
    if (this.is('name')) return { kind: 'variable', text: this.take('name') };
    const { type, value } = readLiteral(this.take('value'));
    return { kind: type, text: value };
  }

  values() {
    if (this.is('name')) return { kind: 'variable', text: this.take('name') };
    const closing = this.is('mark', '(') ? ')' : ']';
    this.take('mark', closing === ')' ? '(' : '[');
    const found = [];
    while (!this.is('mark', closing)) {
      const { type, value } = readLiteral(this.take('value'));
      if (type === 'yes-no' || value.includes(',')) throw new NotSimple();
      found.push({ type, value });
      if (!this.is('mark', closing)) this.take('mark', ',');
    }
    this.at++;
    const types = new Set(found.map(({ type }) => type));
    if (types.size > 1) throw new NotSimple();
    return { kind: [...types][0] ?? 'text', text: found.map(({ value }) => value).join(', ') };
  }
}

/** The expression of complete rows; rows with blanks left are left out. */
export function writeCondition({ join, rows }) {
  return rows.filter(complete).map(written).join(` ${join} `);
}

export const complete = ({ variable, operator, value }) => Boolean(variable) && (ONE_SIDED.has(operator) || Boolean(value && value.text !== ''));

function written({ variable, operator, value }) {
  if (operator === 'filled') return variable;
  if (operator === 'empty') return `not ${variable}`;
  if (operator === 'contains') return `${single(value)} in ${variable}`;
  if (operator === 'in' || operator === 'not in') return `${variable} ${operator} ${several(value)}`;
  return `${variable} ${operator} ${single(value)}`;
}

function single({ kind, text }) {
  if (kind === 'variable') return text;
  if (kind === 'yes-no') return text === 'no' ? 'False' : 'True';
  return kind === 'number' && /^-?\d+(\.\d+)?$/.test(text) ? text : quoted(text);
}

function several({ kind, text }) {
  if (kind === 'variable') return text;
  const parts = text.split(',').map((part) => part.trim()).filter(Boolean);
  return `[${parts.map((part) => single({ kind, text: part })).join(', ')}]`;
}

/** A condition as a sentence: “amount is more than 1000 and outcome is approve”. */
export function sayCondition(expression) {
  const read = readCondition(expression);
  if (!read?.rows.length) return expression ?? '';
  return read.rows.map(({ variable, operator, value }) => [variable, COMPARISONS[operator], value?.text].filter(Boolean).join(' ')).join(` ${read.join} `);
}
