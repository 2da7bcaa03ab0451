// What the panel shows of people without an account: who is asked by mail, how the link works, what a status page says.
import { extension } from '../../../extensions.js';
import { longText, tick, value } from '../../fields/entries.jsx';
import { useModel } from '../../fields/model.js';
import { Field, shownAsEdited } from '../../fields/parts.jsx';
import { attributeOf, bodyOf } from '../../fields/places.js';
import { When } from '../../fields/when.jsx';
import { zoneOf } from '../automation/process.jsx';

const LANGUAGES = [{ value: 'en', label: 'English' }, { value: 'de', label: 'German' }];
const outsider = (name) => attributeOf('baton:Outsider', name);
const asksOutside = (element) => Boolean(extension(element, 'baton:Outsider'));

/** Whether the task may come to somebody without an account. */
export const goesOutside = (element) => asksOutside(element) || Boolean(extension(element, 'spiffworkflow:AllowGuest'));

/** Emptied while somebody types another address, the rest of what is said about the outsider stays. */
const RECIPIENT = {
  ...outsider('recipient'),
  set: (element, text, { write }) => write.setAttributes(element, 'baton:Outsider', { recipient: text }),
};

/** Two letters stand for themselves, without quotes; anything else is an expression. */
const LANGUAGE = {
  get: (element) => outsider('language').get(element).replace(/^[a-z]{2}$/, '"$&"'),
  set: (element, text, model) => outsider('language').set(element, text.replace(/^"([a-z]{2})"$/, '$1'), model),
};

const yes = (place) => ({ ...place, get: (element) => (place.get(element).trim() === '1' ? 'true' : place.get(element).trim()) });

function Asked({ id, element }) {
  const { write } = useModel();
  const choose = ({ target }) => (target.value ? write.add(element, 'baton:Outsider', {}) : write.remove(element, extension(element, 'baton:Outsider')));
  return <Field id={id} label="Who fills it in" edited={asksOutside(element)} help={asksOutside(element) ? 'They get a link that opens this task alone, and may ask, decline or pass it to a colleague. Whoever is named under Assignment keeps an eye on it.' : ''}>
    <select id={`bio-properties-panel-${id}`} class="bio-properties-panel-input" value={asksOutside(element) ? 'outside' : ''} onChange={choose}>
      <option value="">people with an account</option>
      <option value="outside">somebody outside, asked by mail</option></select></Field>;
}

function Expires({ id, element }) {
  const model = useModel();
  const place = outsider('expires');
  return <When id={id} label="The link works until" none="14 days later" choices={['after', 'on', 'variable', 'written']} value={{ kind: 'date', text: place.get(element) }} zone={zoneOf(element)}
    description="From when it is sent; it ends with the task in any case." onChange={({ text }) => place.set(element, text, model)} />;
}

const THEIRS = [
  value('baton-outside-recipient', RECIPIENT, 'Mail address', 'Mostly a variable, such as vendor_email.', { required: true, computed: true, placeholder: 'vendor_email' }),
  value('baton-outside-name', outsider('name'), 'Name', 'By which the letter addresses them.', { computed: true, placeholder: 'vendor_name' }),
  value('baton-outside-language', LANGUAGE, 'Language', 'Of the letter and the pages; that of the house when empty.', { options: LANGUAGES, placeholder: 'vendor_language' }),
  { id: 'baton-outside-expires', component: Expires, isEdited: shownAsEdited },
  tick('baton-outside-code', yes(outsider('code')), 'Ask for a code as well', 'Sent to the same address when the link is opened: a forwarded letter alone opens nothing.'),
];

export const outside = (element) => ({ id: 'baton-outside', label: 'People outside', entries: [
  { id: 'baton-outside-asked', component: Asked, isEdited: shownAsEdited },
  ...(asksOutside(element) ? THEIRS : [tick('baton-outside-guests', yes(bodyOf('spiffworkflow:AllowGuest')), 'May be sent outside by hand', 'Whoever has the task can ask somebody without an account to do it.')]),
  longText('baton-outside-public', attributeOf('baton:Public', 'text'), 'On the status page', 'What outsiders read about where things stand while this task is open. Plain words.'),
] });
