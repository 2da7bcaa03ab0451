// The kinds of fields the panel is built from; each reads and writes one place of the model.
import { CheckboxEntry, SelectEntry, TextAreaEntry, TextFieldEntry, isCheckboxEntryEdited, isSelectEntryEdited, isTextAreaEntryEdited, isTextFieldEntryEdited } from '@bpmn-io/properties-panel';
import { Condition } from './condition.jsx';
import { CodeEntry } from './code-entry.jsx';
import { useModel } from './model.js';
import { Names } from './names.jsx';
import { shownAsEdited } from './parts.jsx';
import { Value } from './value.jsx';

export function Text({ element, id, place, label, description, validate, placeholder }) {
  const model = useModel();
  return <TextFieldEntry id={id} element={element} label={label} description={description} placeholder={placeholder} debounce={model.debounce} validate={validate}
    getValue={() => place.get(element)} setValue={(value, error) => { if (!error) place.set(element, value ?? '', model); }} />;
}

export function LongText({ element, id, place, label, description }) {
  const model = useModel();
  return <TextAreaEntry id={id} element={element} label={label} description={description} debounce={model.debounce} rows={3} autoResize
    getValue={() => place.get(element)} setValue={(value) => place.set(element, value ?? '', model)} />;
}

/** A choice; a value that is not among the options (a file not there yet) is shown as such and kept. */
export function Choice({ element, id, place, label, description, options, none = 'none' }) {
  const model = useModel();
  const now = place.get(element);
  const unknown = now && !options.some((option) => option.value === now) ? [{ value: now, label: `${now} (not found)` }] : [];
  return <SelectEntry id={id} element={element} label={label} description={description}
    getOptions={() => [...(none === null ? [] : [{ value: '', label: none }]), ...options, ...unknown]}
    getValue={() => now} setValue={(value) => place.set(element, value, model)} />;
}

export function Tick({ element, id, place, label, description }) {
  const model = useModel();
  return <CheckboxEntry id={id} element={element} label={label} description={description}
    getValue={() => place.get(element) === 'true'} setValue={(value) => place.set(element, value ? 'true' : '', model)} />;
}

const own = (Field) => function Placed({ element, place, ...rest }) {
  const model = useModel();
  return <Field {...rest} element={element} value={place.get(element)} onChange={(value) => place.set(element, value, model)} />;
};
const PlacedCode = own(CodeEntry);
const PlacedCondition = own(Condition);
const PlacedNames = own(Names);
const PlacedValue = own(Value);

const entry = (component, isEdited) => (id, place, label, description, more = {}) => ({ id, component, place, label, description, isEdited, ...more });

/** `text('baton-title', place, 'Title', 'Shown on the worklist')`: one line of a group. */
export const text = entry(Text, isTextFieldEntryEdited);
export const longText = entry(LongText, isTextAreaEntryEdited);
export const choice = entry(Choice, isSelectEntryEdited);
export const tick = entry(Tick, isCheckboxEntryEdited);
export const code = entry(PlacedCode, shownAsEdited);
export const condition = entry(PlacedCondition, shownAsEdited);
export const names = entry(PlacedNames, shownAsEdited);
export const value = entry(PlacedValue, shownAsEdited);
