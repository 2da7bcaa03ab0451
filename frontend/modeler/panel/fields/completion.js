// What the editors offer while somebody types: variables of the model with their kinds, functions with their signatures.
import { autocompletion } from '@codemirror/autocomplete';

const KEYWORDS = ['and', 'or', 'not', 'in', 'if', 'else', 'for', 'True', 'False', 'None'];

const variable = ({ name, type, values }) => ({ label: name, type: 'variable', detail: type ?? '', info: values?.length ? `One of: ${values.join(', ')}` : undefined, boost: 2 });
const callable = ({ name, signature, help }) => ({ label: name, type: 'function', detail: signature.slice(name.length), info: help, apply: `${name}(` });

/** `variables()` answers what is known at the moment of typing. */
export function offering(functions, variables) {
  const always = [...functions.map(callable), ...KEYWORDS.map((label) => ({ label, type: 'keyword' }))];
  return autocompletion({
    icons: false,
    override: [(context) => {
      const value = context.matchBefore(/([\w.]+)\s*(?:==|!=)\s*"[^"]*/);
      if (value) return valuesOf(value, variables());
      const word = context.matchBefore(/[\w.]+/);
      if (!word && !context.explicit) return null;
      if (context.matchBefore(/["'][^"'\n]*/)) return null;
      return { from: word?.from ?? context.pos, options: [...variables().map(variable), ...always], validFor: /^[\w.]*$/ };
    }],
  });
}

function valuesOf(match, variables) {
  const name = /^[\w.]+/.exec(match.text)[0];
  const values = variables.find((one) => one.name === name)?.values ?? [];
  return values.length ? { from: match.from + match.text.lastIndexOf('"') + 1, options: values.map((label) => ({ label, type: 'constant' })) } : null;
}
