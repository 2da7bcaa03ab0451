// Small parts that the panel's own fields share: a labelled box, a line of links, a list of suggestions, a switch.
import { icon } from '../../../islands/icon.js';
import { useEffect, useRef } from '@bpmn-io/properties-panel/preact/hooks';
import { useTyping } from './model.js';

/** A field of the panel around anything; `edited` marks its group as filled. */
export function Field({ id, label, help, edited, children, aside, error }) {
  return <div class="bio-properties-panel-entry panel-field" data-entry-id={id} {...(edited ? { 'data-edited': '' } : {})}>
    {(label || aside) && <div class="panel-head"><label class="bio-properties-panel-label" for={`bio-properties-panel-${id}`}>{label}</label>{aside}</div>}
    {children}
    {error && <div class="panel-error" role="alert">{error}</div>}
    {help && <div class="bio-properties-panel-description">{help}</div>}
  </div>;
}

/** Whether the panel's group counts a field as filled; the panel hands over the first input inside. */
export const shownAsEdited = (input) => Boolean(input?.closest('[data-edited]'));

export function Icon({ name }) {
  const host = useRef(null);
  useEffect(() => { host.current.replaceChildren(icon(name)); }, [name]);
  return <span class="panel-icon" ref={host} aria-hidden="true" />;
}

/** Two ways to say one thing: in words, or as an expression. */
export function Switch({ expression, onSwitch, words = 'In words', disabled = '' }) {
  const label = expression ? words : 'Expression';
  return <button type="button" class="panel-switch" aria-pressed={expression} disabled={Boolean(disabled)} title={disabled || (expression ? 'Say it in words' : 'Write it as an expression')} onClick={onSwitch}>
    <Icon name={expression ? 'forms' : 'code'} />{label}</button>;
}

/** An input that commits as somebody types; `onChange(text)`. */
export function Typed({ value, onChange, class: more = '', ...attributes }) {
  return <input class={`bio-properties-panel-input ${more}`} {...attributes} {...useTyping(value, onChange)} />;
}

/** Only the first of several equal suggestions is offered. */
export function Suggestions({ id, options }) {
  const known = new Map(options.map(({ value, label }) => [value, label]));
  return <datalist id={id}>{[...known].map(([value, label]) => <option key={value} value={value}>{label === value ? '' : label}</option>)}</datalist>;
}

export const variableOptions = (variables) => variables.map(({ name, type }) => ({ value: name, label: type ?? name }));

/** Moments as people read them, in their own time zone. */
export function Moments({ times }) {
  if (!times) return null;
  if (times.problem) return <div class="panel-error" role="alert">{times.problem}</div>;
  const say = new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' });
  return <div class="panel-moments" role="status"><span>{times.sentence}</span>{times.next.length > 0 && <span class="panel-moments-next">
    {times.next.length > 1 ? 'Next: ' : 'If it began now: '}{times.next.map((at, index) => <time key={at} datetime={at}>{index ? ', ' : ''}{say.format(new Date(at))}</time>)}</span>}</div>;
}
