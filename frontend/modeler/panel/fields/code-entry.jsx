// A panel field that is a small Python editor; variables of the process are offered while typing.
import { useEffect, useRef } from '@bpmn-io/properties-panel/preact/hooks';
import { Annotation, EditorState } from '@codemirror/state';
import { drawSelection, EditorView, keymap, lineNumbers, placeholder as hint } from '@codemirror/view';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { autocompletion, closeBrackets, completionKeymap } from '@codemirror/autocomplete';
import { bracketMatching, defaultHighlightStyle, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { python, pythonLanguage } from '@codemirror/lang-python';

const FromOutside = Annotation.define();
const COMMIT_AFTER = 300;

const suggest = (catalog) => pythonLanguage.data.of({
  autocomplete: (context) => {
    const word = context.matchBefore(/[\w.]*/);
    if (!word || (word.from === word.to && !context.explicit)) return null;
    return { from: word.from, options: catalog.variables.map(({ name, type }) => ({ label: name, type: 'variable', detail: type })) };
  },
});

// Escape leaves the editor: Tab indents there, and nobody must be trapped.
const leave = { key: 'Escape', run: (view) => { view.contentDOM.blur(); return true; } };

function extensions({ id, label, placeholder, catalog }, onEdit, onLeave) {
  const nonce = document.querySelector('meta[name=csp-nonce]')?.content;
  return [
    nonce ? EditorView.cspNonce.of(nonce) : [],
    lineNumbers(), history(), drawSelection(), bracketMatching(), closeBrackets(), indentUnit.of('    '), EditorView.lineWrapping,
    python(), syntaxHighlighting(defaultHighlightStyle, { fallback: true }), autocompletion(), suggest(catalog),
    placeholder ? hint(placeholder) : [],
    keymap.of([leave, ...defaultKeymap, ...historyKeymap, ...completionKeymap, indentWithTab]),
    EditorView.contentAttributes.of({ 'aria-label': label, id: `bio-properties-panel-${id}` }),
    EditorView.domEventHandlers({ blur: onLeave }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged && !update.transactions.some((transaction) => transaction.annotation(FromOutside))) onEdit();
    }),
  ];
}

export function CodeEntry({ id, element, label, description, placeholder, catalog, value, onChange }) {
  const host = useRef(null);
  const view = useRef(null);
  const latest = useRef({});
  latest.current = { value, onChange };

  useEffect(() => {
    let timer;
    // Committed while typing too: the browser's own undo also edits a field that has lost the focus.
    const commit = () => {
      clearTimeout(timer);
      const text = view.current.state.doc.toString();
      if (text !== latest.current.value) latest.current.onChange(text);
    };
    const later = () => { clearTimeout(timer); timer = setTimeout(commit, COMMIT_AFTER); };
    view.current = new EditorView({ parent: host.current, state: EditorState.create({ doc: value, extensions: extensions({ id, label, placeholder, catalog }, later, commit) }) });
    return () => { clearTimeout(timer); view.current.destroy(); };
  }, [element]);

  useEffect(() => {
    const editor = view.current;
    const text = editor.state.doc.toString();
    if (!editor.hasFocus && text !== value) editor.dispatch({ changes: { from: 0, to: text.length, insert: value }, annotations: FromOutside.of(true) });
  }, [value]);

  return <div class="bio-properties-panel-entry code-entry" data-entry-id={id}>
    <label class="bio-properties-panel-label" for={`bio-properties-panel-${id}`}>{label}</label>
    <div ref={host} />
    {description && <div class="bio-properties-panel-description">{description}</div>}
  </div>;
}
