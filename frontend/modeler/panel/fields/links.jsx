// Links from an element to what it refers to: a form, a decision, a called process; opened in place, going back returns here.
import { Icon } from './parts.jsx';

const ICONS = { open: 'external-link', new: 'plus' };

/** `links`: [{href, label, kind}]; nothing is shown where the page has no address for them. */
export function Links({ id, links }) {
  const shown = links.filter(({ href }) => href);
  if (!shown.length) return null;
  return <div class="bio-properties-panel-entry panel-links" data-entry-id={id}>
    {shown.map(({ href, label, kind = 'open' }) => <a key={href} href={href}><Icon name={ICONS[kind]} />{label}</a>)}</div>;
}

/** `at(draft, 'forms', 'order.form.json')`: the address below the draft; '' where there is no draft. */
export const at = (draft, ...parts) => (draft.url ? [draft.url, ...parts.map(encodeURIComponent)].join('/') : '');
