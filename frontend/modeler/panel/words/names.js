// Names as the model's parts must have them, and lists of names with commas between.

export const isVariable = (text) => /^[^\W\d]\w*$/u.test(text);
export const isWord = (text) => /^\w[\w.-]*$/u.test(text);
export const split = (text) => (text ?? '').split(',').map((part) => part.trim()).filter(Boolean);
export const joined = (names) => names.join(', ');

/** Whether a list of people or groups is computed rather than written down; the engine reads a lone known variable as its value. */
export const isComputed = (text, variables = []) => Boolean(text) && (!/^[\w@.+-][\w@.+ -]*(?:,\s*[\w@.+-][\w@.+ -]*)*$/u.test(text.trim()) || variables.includes(text.trim()));
