// Sample values for trying texts out: kept in this browser per draft, typed as JSON or as plain text.

const key = (url) => `baton.samples.${url}`;

export function samplesOf(url, storage = globalThis.localStorage) {
  try { return JSON.parse(storage.getItem(key(url))) ?? {}; } catch { return {}; }
}

export function store(url, samples, storage = globalThis.localStorage) {
  try { storage.setItem(key(url), JSON.stringify(samples)); } catch { /* full or forbidden: then they are gone with the page */ }
}

/** What was typed: JSON where it is, `yes` and `no`, else the text itself. */
export function read(typed) {
  const text = typed.trim();
  if (/^(true|yes)$/i.test(text)) return true;
  if (/^(false|no)$/i.test(text)) return false;
  try { return JSON.parse(text); } catch { return typed; }
}

const TEXTS = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#.*/g;
const KEYWORDS = new Set('and or not in is if else elif for while def return pass break continue True False None del lambda import from as try except finally raise with'.split(' '));

/** The names of a text that stand for variables: known ones, and others that nothing else explains. */
export function mentioned(text, variables, functions) {
  const plain = text.replace(TEXTS, '""');
  const known = new Set(variables.map(({ name }) => name));
  const callable = new Set(functions.map(({ name }) => name.split('.')[0]));
  const set = new Set([...plain.matchAll(/^\s*([A-Za-z_]\w*)\s*=(?!=)/gm), ...plain.matchAll(/\bfor\s+([A-Za-z_]\w*)\s+in\b/g)].map(([, name]) => name));
  const found = [...plain.matchAll(/(?<![\w.])[A-Za-z_]\w*/g)].map(([name]) => name).filter((name) => !KEYWORDS.has(name));
  return [...new Set(found)].filter((name) => known.has(name) ? !set.has(name) || firstRead(plain, name) : !callable.has(name) && !set.has(name));
}

/** Whether a name is read before the text sets it. */
function firstRead(text, name) {
  const first = new RegExp(`(?<![\\w.])${name}\\b\\s*(=(?!=))?`).exec(text);
  return !first?.[1] || new RegExp(`=[^=\\n]*(?<![\\w.])${name}\\b`).test(text.split('\n').find((line) => line.includes(name)) ?? '');
}
