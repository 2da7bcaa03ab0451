// The story so far as a list: go back and forth, see what is expected at each step and what does not hold.
import { element } from '../../../islands/element.js';
import { icon } from '../../../islands/icon.js';
import { area, button, iconButton, readJson, section } from './parts.js';
import { expectedInWords, expecting, merged, offers, told } from './story.js';

export function steps(test, standing) {
  const { story } = test;
  const name = (id) => test.nameOf(id);
  const lines = [line(test, { number: 0, text: `Start as ${story.as ?? 'somebody'}` }), ...(story.step ?? []).map((step, index) => line(test, { number: index + 1, text: told(step, name), expect: step.expect, at: index }))];
  if (Object.keys(story.expect ?? {}).length) lines.push(line(test, { number: (story.step ?? []).length + 1, text: 'At the end', expect: story.expect, at: 'end' }));
  return [section('Story', [element('ol', { class: 'test-steps' }, ...lines), element('div', { class: 'btn-row' }, expectHere(test, standing))])];
}

function line(test, { number, text, expect, at }) {
  const wrong = (test.standing?.troubles ?? []).filter((trouble) => trouble.step === number);
  const state = wrong.length ? 'is-wrong' : number > test.upto && at !== 'end' ? 'is-later' : number === test.upto ? 'is-now' : '';
  const jump = element('button', { type: 'button', class: 'test-name', 'aria-current': number === test.upto ? 'step' : undefined, onClick: () => test.to(Math.min(number, (test.story.step ?? []).length)) }, text);
  const expected = expectedInWords(expect, (id) => test.nameOf(id));
  return element('li', { class: state },
    element('div', { class: 'test-step' }, jump, expected.length ? iconButton('Edit what is expected here', 'pencil', (event) => edit(test, at, expect, event.currentTarget)) : undefined),
    expected.length ? element('ul', { class: 'test-expected' }, ...expected.map(({ key, text: words }) => element('li', {}, icon('check'), element('span', {}, words),
      iconButton(`Do not expect: ${words}`, 'x', () => test.change(changed(test.story, at, without(expect, key))))))) : undefined,
    ...wrong.map((trouble) => element('p', { class: 'test-wrong', role: 'alert' }, icon('alert-circle'), element('span', {}, trouble.message))));
}

const without = (expect, key) => Object.fromEntries(Object.entries(expect).filter(([name]) => name !== key));

function changed(story, at, expect) {
  const set = (part) => { const { expect: _, ...rest } = part; return Object.keys(expect).length ? { ...rest, expect } : rest; };
  return at === 'end' ? set(story) : { ...story, step: story.step.map((step, index) => (index === at ? set(step) : step)) };
}

function edit(test, at, expect, opener) {
  const text = area(JSON.stringify(expect, null, 2), { 'aria-label': 'What is expected here (JSON)', rows: 6 });
  const box = element('div', { class: 'test-edit' }, text, element('div', { class: 'btn-row' },
    button('Keep', 'check', () => { const given = readJson(text); if (given) test.change(changed(test.story, at, given)); }, 'btn-primary'), button('Leave it', '', () => test.render())));
  opener.closest('li').append(box);
  opener.disabled = true;
  text.focus();
}

/** A button that opens what could be expected now, the sure things ticked. */
function expectHere(test, standing) {
  const holder = element('div', { class: 'test-expect' });
  const open = button('Expect here…', 'list-check', () => {
    const found = offers(standing, test.upto);
    const name = (id) => test.nameOf(id);
    const boxes = found.map((offer) => {
      const box = element('input', { type: 'checkbox', class: 'form-check-input', checked: offer.sure });
      return { offer, box, row: element('label', { class: 'form-check' }, box, element('span', { class: 'form-check-label' }, expectedInWords({ [offer.key]: offer.value }, name)[0].text)) };
    });
    const add = () => {
      const chosen = boxes.filter(({ box }) => box.checked).map(({ offer }) => offer);
      if (!chosen.length) { test.render(); return; }
      test.change(expecting(test.story, test.upto, merged(chosen)), Math.max(1, test.upto));
    };
    holder.replaceChildren(element('fieldset', { class: 'test-card' }, element('legend', { class: 'form-label' }, 'What has to be so at this point?'), ...boxes.map(({ row }) => row),
      element('div', { class: 'btn-row' }, button('Add', 'check', add, 'btn-primary'), button('Cancel', '', () => test.render()))));
    holder.querySelector('input')?.focus();
  });
  holder.append(open);
  return holder;
}
