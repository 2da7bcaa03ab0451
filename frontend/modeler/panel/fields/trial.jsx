// Tries an expression or script on sample values, in the sandbox of the server; the values stay in this browser, per draft.
import { useService } from 'bpmn-js-properties-panel';
import { useEffect, useState } from '@bpmn-io/properties-panel/preact/hooks';
import { send } from '../../requests.js';
import { mentioned, read, samplesOf, store } from '../samples.js';

const ASK_AFTER = 500;

export function Trial({ text, script, variables, functions }) {
  const draft = useService('config.draft');
  const [open, setOpen] = useState(false);
  const [samples, setSamples] = useState(() => samplesOf(draft.url));
  const [answer, setAnswer] = useState(null);
  const names = mentioned(text, variables, functions);
  useEffect(() => {
    if (!open || !text.trim()) { setAnswer(null); return undefined; }
    let left = false;
    const timer = setTimeout(async () => {
      const values = Object.fromEntries(names.filter((name) => samples[name]).map((name) => [name, read(samples[name])]));
      const found = await send(`${draft.url}/evaluate`, 'POST', { text, kind: script ? 'script' : 'expression', values }).catch((error) => ({ problem: { message: error.message } }));
      if (!left) setAnswer(found);
    }, ASK_AFTER);
    return () => { left = true; clearTimeout(timer); };
  }, [open, text, JSON.stringify(samples)]);
  if (!draft.url) return null;
  const put = (name, value) => { const next = { ...samples, [name]: value }; setSamples(next); store(draft.url, next); };
  return <details class="panel-trial" open={open} onToggle={(event) => setOpen(event.target.open)}>
    <summary>Try it</summary>
    {names.map((name) => <label class="panel-trial-row" key={name}><code>{name}</code>
      <input class="bio-properties-panel-input" type="text" spellcheck={false} value={samples[name] ?? ''} placeholder={hint(variables.find((one) => one.name === name))} onInput={(event) => put(name, event.target.value)} /></label>)}
    <Answer answer={answer} empty={!text.trim()} script={script} />
  </details>;
}

const HINTS = { text: 'text', number: '100', 'whole number': '3', 'yes or no': 'true', date: '2026-03-31', list: '["a", "b"]', group: '{"name": "x"}' };
const hint = (variable) => variable?.values?.[0] ?? HINTS[variable?.type] ?? 'value';

function Answer({ answer, empty, script }) {
  if (empty) return <p class="panel-trial-answer">Write something first.</p>;
  if (!answer) return <p class="panel-trial-answer" role="status">…</p>;
  if (answer.problem) return <p class="panel-error" role="alert">{answer.problem.line && !/line \d/i.test(answer.problem.message) ? `Line ${answer.problem.line}: ` : ''}{answer.problem.message}</p>;
  if (!script) return <p class="panel-trial-answer" role="status">= <code>{JSON.stringify(answer.result)}</code></p>;
  const set = Object.entries(answer.result);
  return <ul class="panel-trial-answer" role="status">{set.length ? set.map(([name, value]) => <li key={name}><code>{name} = {JSON.stringify(value)}</code></li>) : <li>It sets nothing.</li>}</ul>;
}
