// What every field of the panel needs: the way to write, the draft, the variables.
import { useService } from 'bpmn-js-properties-panel';
import { useEffect, useRef, useState } from '@bpmn-io/properties-panel/preact/hooks';
import { Extensions } from '../../extensions.js';

export const COMMIT_AFTER = 300;

export function useModel() {
  const injector = useService('injector');
  return { write: new Extensions(injector), modeling: injector.get('modeling'), debounce: injector.get('debounceInput'), injector };
}

/** The variables of the model, asked for again when the model changed and somebody looks. */
export function useVariables() {
  const book = useService('variableBook');
  const [known, setKnown] = useState(book.known);
  useEffect(() => book.watch(setKnown), [book]);
  return known;
}

/** A text that is committed a moment after the last key, when the field is left and when it goes away. */
export function useTyping(value, commit) {
  const [typed, setTyped] = useState(null);
  const latest = useRef();
  latest.current = commit;
  const pending = useRef(null);
  const flush = () => {
    const { current } = pending;
    pending.current = null;
    if (!current) return;
    clearTimeout(current.timer);
    latest.current(current.text);
  };
  useEffect(() => flush, []);
  const onInput = (event) => {
    const text = event.target.value;
    setTyped(text);
    clearTimeout(pending.current?.timer);
    pending.current = { text, timer: setTimeout(flush, COMMIT_AFTER) };
  };
  const onBlur = () => { flush(); setTyped(null); };
  return { value: typed ?? value, onInput, onBlur };
}
