// One value of an operation or a task: typed as it is, or computed by an expression; a switch shows which.
import { useState } from '@bpmn-io/properties-panel/preact/hooks';
import { readLiteral, writeLiteral } from '../words/literal.js';
import { useTyping, useVariables } from './model.js';
import { Field, Suggestions, Switch, variableOptions } from './parts.jsx';

/** `type`: text, long-text, number, yes-no, any. `options` are suggested, anything may be typed. Empty stays `empty`; `computed`: it begins as an expression. */
export function Value({ id, label, description, value, onChange, type = 'text', options = [], required = false, empty = '', computed = false, placeholder }) {
  const [asked, setAsked] = useState(null);
  const literal = readLiteral(value);
  const expression = asked ?? (value ? !literal : computed);
  const change = () => setAsked(!expression);
  const plain = literal?.value ?? '';
  const lost = !expression && Boolean(value) && !literal;
  return <Field id={id} label={`${label}${required ? ' *' : ''}`} help={description} edited={Boolean(value) && value !== empty}
    error={required && !plain && (expression ? !value : true) ? 'This is needed.' : lost ? 'What stands here now is an expression; typing a value replaces it.' : ''}
    aside={<Switch expression={expression} words="Value" onSwitch={change} />}>
    {expression ? <Expression id={id} value={value} onChange={onChange} placeholder={placeholder} /> : <Plain id={id} type={type} value={plain} options={options} onChange={(text) => onChange(writeLiteral(text, type) || empty)} />}
  </Field>;
}

function Expression({ id, value, onChange, placeholder = 'amount * 2' }) {
  const variables = useVariables();
  return <><input id={`bio-properties-panel-${id}`} class="bio-properties-panel-input panel-code" type="text" spellcheck={false} list={`${id}-variables`} placeholder={placeholder} {...useTyping(value, onChange)} />
    <Suggestions id={`${id}-variables`} options={variableOptions(variables)} /></>;
}

function Plain({ id, type, value, options, onChange }) {
  const typing = useTyping(value, onChange);
  const key = `bio-properties-panel-${id}`;
  if (type === 'yes-no') {
    return <select id={key} class="bio-properties-panel-input" value={value} onChange={(event) => onChange(event.target.value)}><option value="">not said</option><option value="yes">yes</option><option value="no">no</option></select>;
  }
  if (type === 'long-text') return <textarea id={key} class="bio-properties-panel-input" rows={3} {...typing} />;
  return <><input id={key} class="bio-properties-panel-input" type="text" inputMode={type === 'number' ? 'decimal' : 'text'} list={options.length ? `${id}-known` : undefined} {...typing} />
    {options.length > 0 && <Suggestions id={`${id}-known`} options={options} />}</>;
}
