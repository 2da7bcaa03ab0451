// A list of names, each a chip that can be taken away; or an expression that comes to such a list.
import { useState } from '@bpmn-io/properties-panel/preact/hooks';
import { isComputed, joined, split } from '../words/names.js';
import { useTyping, useVariables } from './model.js';
import { Field, Icon, Suggestions, Switch } from './parts.jsx';

export function Names({ id, label, description, value, onChange, options = [], computable = true, placeholder = 'Add' }) {
  const variables = useVariables().map(({ name }) => name);
  const [asked, setAsked] = useState(null);
  const computed = computable && (asked ?? isComputed(value, variables));
  const change = () => setAsked(!computed);
  return <Field id={id} label={label} help={description} edited={Boolean(value)} aside={computable && <Switch expression={computed} words="Names" onSwitch={change} />}>
    {computed ? <Expression id={id} value={value} onChange={onChange} /> : <Chips id={id} label={label} value={value} onChange={onChange} options={options} placeholder={placeholder} />}
  </Field>;
}

function Chips({ id, label, value, onChange, options, placeholder }) {
  const [typed, setTyped] = useState('');
  const chosen = split(value);
  const said = (name) => options.find((option) => option.value === name)?.label ?? name;
  const add = (text) => {
    setTyped('');
    const fresh = split(text).map((part) => options.find((option) => option.label === part)?.value ?? part).filter((part) => !chosen.includes(part));
    if (fresh.length) onChange(joined([...chosen, ...fresh]));
  };
  const input = (event) => {
    const text = event.target.value;
    // A suggestion that was picked is meant as it stands.
    if (event.inputType === 'insertReplacementText' || text.endsWith(',')) add(text);
    else setTyped(text);
  };
  const key = (event) => {
    if (event.key === 'Enter') { event.preventDefault(); add(event.target.value); }
    if (event.key === 'Backspace' && !typed && chosen.length) onChange(joined(chosen.slice(0, -1)));
  };
  return <div class="bio-properties-panel-input panel-chips">
    {chosen.map((name) => <span class="panel-chip" key={name} title={name}>{said(name)}<button type="button" aria-label={`Remove ${said(name)}`} onClick={() => onChange(joined(chosen.filter((other) => other !== name)))}><Icon name="x" /></button></span>)}
    <input id={`bio-properties-panel-${id}`} class="panel-chips-input" type="text" list={`${id}-known`} value={typed} placeholder={chosen.length ? '' : placeholder} aria-label={`${label}: add`} spellcheck={false}
      onInput={input} onKeyDown={key} onBlur={(event) => add(event.target.value)} />
    <Suggestions id={`${id}-known`} options={options.filter((option) => !chosen.includes(option.value))} /></div>;
}

function Expression({ id, value, onChange }) {
  return <input id={`bio-properties-panel-${id}`} class="bio-properties-panel-input panel-code" type="text" spellcheck={false} placeholder="approvers" {...useTyping(value, onChange)} />;
}
