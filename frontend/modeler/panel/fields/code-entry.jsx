// A panel field that is a small editor for expressions or scripts: it offers names while somebody types, and tries the text out.
import { useService } from 'bpmn-js-properties-panel';
import { useEffect, useRef } from '@bpmn-io/properties-panel/preact/hooks';
import { Annotation, EditorState } from '@codemirror/state';
import { drawSelection, EditorView, keymap, lineNumbers, placeholder as hint } from '@codemirror/view';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { closeBrackets, completionKeymap } from '@codemirror/autocomplete';
import { bracketMatching, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { python } from '@codemirror/lang-python';
import { classHighlighter } from '@lezer/highlight';
import { offering } from './completion.js';
import { COMMIT_AFTER, useVariables } from './model.js';
import { Field } from './parts.jsx';
import { Trial } from './trial.jsx';

const FromOutside = Annotation.define();

// Escape leaves the editor: Tab indents there, and nobody must be trapped.
const leave = { key: 'Escape', run: (view) => { view.contentDOM.blur(); return true; } };

function extensions({ id, label, placeholder, script }, offers, onEdit, onLeave) {
  const nonce = document.querySelector('meta[name=csp-nonce]')?.content;
  return [
    nonce ? EditorView.cspNonce.of(nonce) : [],
    script ? lineNumbers() : [], history(), drawSelection(), bracketMatching(), closeBrackets(), indentUnit.of('    '), EditorView.lineWrapping,
    python(), syntaxHighlighting(classHighlighter), offers,
    placeholder ? hint(placeholder) : [],
    keymap.of([...completionKeymap, leave, ...defaultKeymap, ...historyKeymap, ...(script ? [indentWithTab] : [])]),
    EditorView.contentAttributes.of({ 'aria-label': label, id: `bio-properties-panel-${id}` }),
    EditorView.domEventHandlers({ blur: onLeave }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged && !update.transactions.some((transaction) => transaction.annotation(FromOutside))) onEdit();
    }),
  ];
}

/** `script`: statements with line numbers; else one expression. */
export function CodeEntry({ id, element, label, description, placeholder, value, onChange, script = false, aside }) {
  const catalog = useService('config.catalog');
  const host = useRef(null);
  const view = useRef(null);
  const variables = useVariables();
  const latest = useRef({});
  latest.current = { value, onChange, variables };

  useEffect(() => {
    let timer;
    // Committed while typing too: the browser's own undo also edits a field that has lost the focus.
    const commit = () => {
      clearTimeout(timer);
      timer = undefined;
      const text = view.current.state.doc.toString();
      if (text !== latest.current.value) latest.current.onChange(text);
    };
    const later = () => { clearTimeout(timer); timer = setTimeout(commit, COMMIT_AFTER); };
    const offers = offering(catalog.functions ?? [], () => latest.current.variables);
    view.current = new EditorView({ parent: host.current, state: EditorState.create({ doc: value, extensions: extensions({ id, label, placeholder, script }, offers, later, commit) }) });
    return () => { if (timer) commit(); view.current.destroy(); };
  }, [element]);

  useEffect(() => {
    const editor = view.current;
    const text = editor.state.doc.toString();
    if (!editor.hasFocus && text !== value) editor.dispatch({ changes: { from: 0, to: text.length, insert: value }, annotations: FromOutside.of(true) });
  }, [value]);

  return <Field id={id} label={label} help={description} edited={Boolean(value)} aside={aside}>
    <div class="bio-properties-panel-input code-entry" ref={host} />
    <Trial text={value} script={script} variables={variables} functions={catalog.functions ?? []} />
  </Field>;
}
