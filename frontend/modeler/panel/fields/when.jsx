// When a timer fires: a choice of sentences with blanks, and the next moments as the server reckons them.
import { useService } from 'bpmn-js-properties-panel';
import { useEffect, useState } from '@bpmn-io/properties-panel/preact/hooks';
import { send } from '../../requests.js';
import { begin, DAYS, readTimer, WHEN, writeTimer } from '../words/timer.js';
import { UNITS } from '../words/duration.js';
import { useVariables } from './model.js';
import { Field, Moments, Suggestions, Typed, variableOptions } from './parts.jsx';

const ASK_AFTER = 400;

/** The server's answer about a timer: {sentence, next} or {problem}; null while nothing is known. */
export function useMoments(kind, text, zone = '', calendar = '') {
  const { url } = useService('config.draft');
  const [times, setTimes] = useState(null);
  useEffect(() => {
    setTimes(null);
    if (!url || !text) return undefined;
    let left = false;
    const timer = setTimeout(async () => {
      const answer = await send(`${url}/timers`, 'POST', { kind, text, zone, calendar }).catch((error) => ({ problem: error.message }));
      if (!left) setTimes(answer);
    }, ASK_AFTER);
    return () => { left = true; clearTimeout(timer); };
  }, [kind, text, zone, calendar, url]);
  return times;
}

/** `value` is {kind, text}; `choices` are the ways that are executed in this place; `onChange({kind, text})`. */
export function When({ id, label, description, value, onChange, choices, none, zone, calendar }) {
  const [unfinished, setUnfinished] = useState(null);
  const read = readTimer(value.kind, value.text);
  const said = value.text || none === undefined ? (unfinished && writeTimer(unfinished).text === value.text ? unfinished : read) : unfinished ?? { when: '' };
  const times = useMoments(value.kind, value.text, zone, calendar);
  const change = (timer) => {
    setUnfinished(timer);
    const next = writeTimer(timer);
    if (next.text !== value.text || next.kind !== value.kind) onChange(next);
  };
  const choose = (event) => {
    if (event.target.value) change(begin(event.target.value, said.when ? said : undefined));
    else { setUnfinished(null); onChange({ kind: value.kind, text: '' }); }
  };
  const shown = [...new Set([...choices, ...(said.when ? [said.when] : [])])];
  return <Field id={id} label={label} help={description} edited={Boolean(value.text)}>
    <select id={`bio-properties-panel-${id}`} class="bio-properties-panel-input" value={said.when} onChange={choose}>
      {none !== undefined && <option value="">{none}</option>}
      {shown.map((when) => <option key={when} value={when}>{WHEN[when]}</option>)}</select>
    {said.when && <Blanks id={id} timer={said} onChange={change} />}
    <Moments times={times} />
  </Field>;
}

export function Amount({ timer, onChange }) {
  return <div class="panel-amount">
    <Typed type="number" min="1" max="100000" aria-label="How many" value={String(timer.amount)} onChange={(text) => onChange({ ...timer, amount: Number(text) })} />
    <select class="bio-properties-panel-input" aria-label="Unit" value={timer.unit} onChange={(event) => onChange({ ...timer, unit: event.target.value })}>{Object.keys(UNITS).map((unit) => <option key={unit} value={unit}>{unit}</option>)}</select></div>;
}

function Blanks({ id, timer, onChange }) {
  if (timer.when === 'after') return <Amount timer={timer} onChange={onChange} />;
  if (timer.when === 'every') {
    return <><Amount timer={timer} onChange={onChange} /><label class="panel-inline">at most <Typed type="number" min="1" max="999" placeholder="any" value={String(timer.times)} onChange={(text) => onChange({ ...timer, times: text ? Number(text) : '' })} /> times</label></>;
  }
  if (timer.when === 'at') {
    return <div class="panel-amount panel-amount-wide"><select class="bio-properties-panel-input" aria-label="On which days" value={timer.days} onChange={(event) => onChange({ ...timer, days: event.target.value })}>{Object.entries(DAYS).map(([days, words]) => <option key={days} value={days}>{words}</option>)}</select>
      <Typed type="time" aria-label="At what time" value={timer.time} onChange={(time) => onChange({ ...timer, time })} /></div>;
  }
  if (timer.when === 'on') return <Typed type={/^\d{4}-\d\d-\d\d$/.test(timer.date) ? 'date' : 'datetime-local'} aria-label="Date" value={timer.date} onChange={(date) => onChange({ ...timer, date })} />;
  return timer.when === 'variable' ? <Variable id={id} timer={timer} onChange={onChange} /> : <Written timer={timer} onChange={onChange} />;
}

function Variable({ id, timer, onChange }) {
  const variables = useVariables();
  return <><Typed type="text" list={`${id}-variables`} placeholder="variable" aria-label="Variable" spellcheck={false} value={timer.name} onChange={(name) => onChange({ ...timer, name: name.trim() })} />
    <Suggestions id={`${id}-variables`} options={variableOptions(variables.filter(({ type }) => !type || type.startsWith('date') || type === 'text'))} /></>;
}

const KINDS = { duration: 'a length of time', date: 'a date', cycle: 'a repetition' };

function Written({ timer, onChange }) {
  return <div class="panel-amount panel-amount-wide"><select class="bio-properties-panel-input" aria-label="What the text is" value={timer.kind} onChange={(event) => onChange({ ...timer, kind: event.target.value })}>{Object.entries(KINDS).map(([kind, words]) => <option key={kind} value={kind}>{words}</option>)}</select>
    <Typed class="panel-code" type="text" aria-label="Text" spellcheck={false} placeholder="P1DT3H, R3/PT1H, 0 9 * * MON" value={timer.text} onChange={(text) => onChange({ ...timer, text })} /></div>;
}
