// How often a call is tried again, in words and as the model writes it: R3/PT10M.
import { durationOf, readDuration } from './duration.js';

const SHAPE = /^R(\d{1,3})(?:\/(P\S+))?$/;

/** {times, growing} or {times, amount, unit}; null for what has no words. */
export function readRetry(text) {
  const found = SHAPE.exec(text ?? '');
  if (!found) return null;
  const length = found[2] && readDuration(found[2]);
  if (found[2] && !length) return null;
  return length ? { times: Number(found[1]), ...length } : { times: Number(found[1]), growing: true };
}

export const writeRetry = ({ times, growing, amount, unit }) => (growing ? `R${times}` : `R${times}/${durationOf(amount, unit)}`);
