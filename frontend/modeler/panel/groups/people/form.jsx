// What the panel shows of the form of a user task or of the beginning of a process.
import { Links, at } from '../../fields/links.jsx';
import { choice } from '../../fields/entries.jsx';
import { propertyOf } from '../../fields/places.js';

const FILE = propertyOf('formJsonSchemaFilename');

function FormLinks({ id, element, catalog, draft }) {
  const file = FILE.get(element);
  const known = catalog.forms.some(({ value }) => value === file);
  return <Links id={id} links={[
    { href: known ? at(draft, 'forms', file) : '', label: 'Open form' },
    { href: draft.url ? `${at(draft, 'forms', 'new')}?element=${encodeURIComponent(element.id)}` : '', label: 'New form…', kind: 'new' },
  ]} />;
}

export const form = (element, { catalog, draft }) => ({ id: 'baton-form', label: 'Form', shouldOpen: true, entries: [
  choice('baton-form-file', FILE, 'What is filled in', undefined, { options: catalog.forms, none: 'no form' }),
  { id: 'baton-form-links', component: FormLinks, catalog, draft },
] });

/** The fields of the element's form, to choose from. */
export const fieldsOf = (element, catalog) => catalog.forms.find(({ value }) => value === FILE.get(element))?.fields ?? [];
