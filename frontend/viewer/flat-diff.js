// The difference of two values as a flat list: [{op: 'add' | 'remove' | 'change', path, from, to}]; arrays by index.

const isObject = (value) => value !== null && typeof value === 'object';

function step(path, key, inArray) {
  if (inArray) return `${path}[${key}]`;
  return path ? `${path}.${key}` : key;
}

export function flatDiff(before, after, path = '', out = []) {
  if (Object.is(before, after)) return out;
  if (!isObject(before) || !isObject(after) || Array.isArray(before) !== Array.isArray(after)) {
    out.push({ op: 'change', path, from: before, to: after });
    return out;
  }
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const inner = step(path, key, Array.isArray(before));
    if (!(key in before)) out.push({ op: 'add', path: inner, to: after[key] });
    else if (!(key in after)) out.push({ op: 'remove', path: inner, from: before[key] });
    else flatDiff(before[key], after[key], inner, out);
  }
  return out;
}
