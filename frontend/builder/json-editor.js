// The JSON text with an editor around it: colours, the line of what is wrong while typing, and the server's word on leaving.
import { EditorState } from '@codemirror/state';
import { drawSelection, EditorView, keymap, lineNumbers } from '@codemirror/view';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, foldGutter, syntaxHighlighting } from '@codemirror/language';
import { classHighlighter } from '@lezer/highlight';
import { json, jsonParseLinter } from '@codemirror/lang-json';
import { linter, lintGutter } from '@codemirror/lint';

const leave = { key: 'Escape', run: (view) => { view.contentDOM.blur(); return true; } };

export function jsonEditor(host, press) {
  const text = host.querySelector('textarea[data-json]');
  if (!text || text.dataset.edited) return;
  text.dataset.edited = 'yes';
  const nonce = document.querySelector('meta[name=csp-nonce]')?.content;
  const view = new EditorView({
    state: EditorState.create({
      doc: text.value,
      extensions: [
        nonce ? EditorView.cspNonce.of(nonce) : [],
        lineNumbers(), foldGutter(), history(), drawSelection(), bracketMatching(), EditorView.lineWrapping,
        json(), syntaxHighlighting(classHighlighter), linter(jsonParseLinter()), lintGutter(),
        keymap.of([leave, { key: 'Mod-Enter', run: () => { press('apply'); return true; } }, ...defaultKeymap, ...historyKeymap, indentWithTab]),
        EditorView.contentAttributes.of({ 'aria-label': 'The form as JSON', spellcheck: 'false', tabindex: '0' }),
        EditorView.updateListener.of((update) => { if (update.docChanged) text.value = update.state.doc.toString(); }),
      ],
    }),
  });
  text.after(view.dom);
  text.hidden = true;
  const place = /line (\d+)/.exec(host.querySelector('.builder-note .problems')?.textContent ?? '');
  if (place && Number(place[1]) <= view.state.doc.lines) {
    view.dispatch({ selection: { anchor: view.state.doc.line(Number(place[1])).from }, scrollIntoView: true });
  }
}
