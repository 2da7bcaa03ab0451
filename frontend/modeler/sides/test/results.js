// The scenarios of the draft: open one, run all, see what they cover and which mistakes nobody would notice.
import { element } from '../../../islands/element.js';
import { icon } from '../../../islands/icon.js';
import { button, iconButton, note, section } from './parts.js';

export function scenarios(test) {
  const { scenarios: files } = test.ways;
  const found = new Map((test.results?.results ?? []).map((one) => [one.file, one]));
  const list = element('ul', { class: 'test-list test-files' }, ...files.map((file) => row(test, file, found.get(file.file))));
  const run = button('Run all', 'player-play', () => test.runAll());
  const all = element('a', { class: 'btn btn-sm', href: `${test.page.url}/scenarios` }, icon('list'), element('span', {}, 'All on a page'));
  const inside = files.length ? [list, element('div', { class: 'btn-row' }, run, button('Measure', 'bug', () => test.measure()), all)] : [element('p', { class: 'test-empty' }, 'None yet. Play a story and save it.')];
  return [section(`Scenarios (${files.length})`, [...inside, ...summary(test), ...survivors(test)], { fold: test.story && !test.results && !test.score ? 'closed' : 'open' })];
}

function row(test, file, result) {
  const look = !result ? 'flask' : result.green ? 'circle-check' : 'circle-x';
  const state = !result ? '' : result.green ? 'is-green' : 'is-red';
  return element('li', { class: state }, icon(look),
    element('span', {}, file.story ? element('button', { type: 'button', class: 'test-name', onClick: () => test.openFile(file) }, file.title) : element('b', {}, file.title),
      element('small', {}, file.unreadable || (result && !result.green ? result.failure : file.origin === 'pack' ? 'comes with the pack' : file.file))),
    file.origin === 'draft' ? iconButton(`Delete “${file.title}”`, 'trash', () => test.deleteFile(file)) : undefined);
}

function summary(test) {
  if (!test.results) return [];
  const { results, coverage, unfinished } = test.results;
  const red = results.filter((one) => !one.green).length;
  const missing = [...coverage.missing_elements, ...coverage.missing_flows];
  return [
    note(red ? 'danger' : 'ok', red ? 'circle-x' : 'circle-check', element('b', {}, red ? `${red} of ${results.length} red.` : `All ${results.length} green.`), ` They cover ${coverage.percent} % of the model.`, unfinished ? ` ${unfinished}` : ''),
    button(test.coverageShown ? 'Hide what is covered' : 'Show on the diagram', test.coverageShown ? 'eye-off' : 'eye', () => test.toggleCoverage()),
    ...(missing.length ? [element('h3', {}, 'Never visited'), element('ul', { class: 'test-list' }, ...missing.map(({ id, name }) => element('li', {}, icon('circle-dot'), element('button', { type: 'button', class: 'test-name', onClick: () => test.go(id) }, name))))] : []),
  ];
}

function survivors(test) {
  const { score } = test;
  if (!score) return [];
  const judged = `${score.noticed} of ${score.tried} mistakes are noticed (${score.percent ?? 0} %).`;
  const left = score.total - score.judged;
  return [
    element('h3', {}, 'Would anybody notice a mistake?'),
    element('progress', { max: score.total || 1, value: score.judged, 'aria-label': 'Mistakes tried' }),
    element('p', { role: 'status' }, judged, left ? ` ${left} of ${score.total} are not tried yet.` : '', score.red ? ' Red scenarios are left out.' : ''),
    score.running ? button('Stop', 'player-stop', () => test.stopMeasuring()) : undefined,
    element('ul', { class: 'test-list' }, ...score.survivors.map((one) => element('li', {}, icon('bug'),
      element('span', {}, element('button', { type: 'button', class: 'test-name', onClick: () => test.go(one.element_id) }, one.text), one.unseen ? element('small', {}, 'No scenario comes there.') : undefined)))),
  ].filter(Boolean);
}
