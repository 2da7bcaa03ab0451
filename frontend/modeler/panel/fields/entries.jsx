// The kinds of fields the panel is built from; each reads and writes one place of the model.
import { CheckboxEntry, SelectEntry, TextAreaEntry, TextFieldEntry } from '@bpmn-io/properties-panel';
import { useService } from 'bpmn-js-properties-panel';
import { extension, Extensions, owner, property } from '../extensions.js';
import { CodeEntry } from './code-entry.jsx';

function useModel() {
  const injector = useService('injector');
  return { write: new Extensions(injector), modeling: injector.get('modeling'), translate: injector.get('translate'), debounce: injector.get('debounceInput') };
}

/** Where a value stands: how to read and to write it, given the element. */
export const attributeOf = (type, name) => ({
  get: (element) => extension(element, type)?.get(name) ?? '',
  set: (element, value, { write }) => write.setAttribute(element, type, name, value),
});
export const bodyOf = (type) => ({
  get: (element) => extension(element, type)?.value ?? '',
  set: (element, value, { write }) => write.setBody(element, type, value),
});
export const propertyOf = (name) => ({
  get: (element) => property(element, name),
  set: (element, value, { write }) => write.setProperty(element, name, value),
});
export const fieldOf = (node, name) => ({
  get: () => node.get(name) ?? '',
  set: (element, value, { write }) => write.update(element, node, { [name]: value || undefined }),
});
export const bpmnOf = (name) => ({
  get: (element) => owner(element).get(name) ?? '',
  set: (element, value, { modeling }) => modeling.updateProperties(element, { [name]: value || undefined }),
});

/** A line of text; with `options` the browser suggests them but anything may be typed. */
export function Text({ element, id, place, label, description, validate, placeholder }) {
  const model = useModel();
  return <TextFieldEntry id={id} element={element} label={label} description={description} placeholder={placeholder} debounce={model.debounce} validate={validate}
    getValue={() => place.get(element)} setValue={(value, error) => { if (!error) place.set(element, value, model); }} />;
}

export function LongText({ element, id, place, label, description }) {
  const model = useModel();
  return <TextAreaEntry id={id} element={element} label={label} description={description} debounce={model.debounce} rows={3} autoResize
    getValue={() => place.get(element)} setValue={(value) => place.set(element, value, model)} />;
}

/** A choice; a value that is not among the options (a file not there yet) is shown as such and kept. */
export function Choice({ element, id, place, label, description, options, none = '<none>' }) {
  const model = useModel();
  const now = place.get(element);
  const unknown = now && !options.some((option) => option.value === now) ? [{ value: now, label: `${now} (not found)` }] : [];
  return <SelectEntry id={id} element={element} label={label} description={description}
    getOptions={() => [{ value: '', label: none }, ...options, ...unknown]}
    getValue={() => now} setValue={(value) => place.set(element, value, model)} />;
}

export function Tick({ element, id, place, label, description, on = 'true' }) {
  const model = useModel();
  return <CheckboxEntry id={id} element={element} label={label} description={description}
    getValue={() => place.get(element) === on} setValue={(value) => place.set(element, value ? on : '', model)} />;
}

export function Code({ element, id, place, label, description, placeholder, catalog }) {
  const model = useModel();
  return <CodeEntry id={id} element={element} label={label} description={description} placeholder={placeholder} catalog={catalog}
    value={place.get(element)} onChange={(value) => place.set(element, value, model)} />;
}
