// A story as the test panel holds it: a scenario, and how many of its steps are played. Pure functions, no page.

const MINUTE = 60_000;
const UNITS = { hour: 'PT{n}H', day: 'P{n}D', minute: 'PT{n}M', week: 'P{n}W' };

/** A story that begins the process at `start` ({kind, name}) as `person`. */
export function begun(process, start, person, at) {
  const how = start.kind === 'none' ? {} : { start: { kind: start.kind, name: start.name } };
  return { title: '', process, as: person, at, hold: true, ...how, with: {}, step: [] };
}

/** The part of the story that is played when `upto` steps are; what is expected at the end counts only with all of them. */
export function played(story, upto) {
  const steps = story.step ?? [];
  if (upto >= steps.length) return story;
  const part = { ...story, step: steps.slice(0, upto) };
  delete part.expect;
  return part;
}

/** The story with `step` after the played ones; steps that came later are dropped, and so is what was expected at their end. */
export function continued(story, upto, step) {
  return { ...played(story, upto), step: [...(story.step ?? []).slice(0, upto), step] };
}

/** From one moment to another as an ISO 8601 duration; never less than it is. */
export function between(from, to) {
  const milliseconds = Date.parse(to) - Date.parse(from);
  if (milliseconds <= 0) return 'PT0S';
  const [minutes, rest] = [Math.floor(milliseconds / MINUTE), milliseconds % MINUTE];
  const [hours, left] = [Math.floor(minutes / 60), minutes % 60];
  return `PT${hours ? `${hours}H` : ''}${left ? `${left}M` : ''}${rest ? `${rest / 1000}S` : ''}`;
}

/** "2", "day" as P2D; empty when it is no length of time. */
export function duration(amount, unit) {
  const number = Number(amount);
  return Number.isInteger(number) && number > 0 && number < 1_000_000 && UNITS[unit] ? UNITS[unit].replace('{n}', number) : '';
}

const LONG = { W: 'week', D: 'day', H: 'hour', M: 'minute', S: 'second' };

/** PT47H59M as "47 hours 59 minutes". */
export function inWords(text) {
  const parts = [...String(text).matchAll(/([\d.]+)([WDHMS])/g)].map(([, number, unit]) => `${number} ${LONG[unit]}${number === '1' ? '' : 's'}`);
  return parts.join(' ') || String(text);
}

/** What a step does, for a list. `name` gives an element its name. */
export function told(step, name = (id) => id) {
  const by = step.as ? ` as ${step.as}` : '';
  const outcome = step.outcome ?? step.with?.outcome;
  if (step.complete) return `Complete “${name(step.complete)}”${outcome ? ` with ${outcome}` : ''}${by}`;
  if (step.claim) return `Claim “${name(step.claim)}”${by}`;
  if (step.refused) return `Refused: complete “${name(step.refused)}”${outcome ? ` with ${outcome}` : ''}${by}`;
  if (step.advance) return `${inWords(step.advance)} pass`;
  if (step.message) return `Message “${step.message}” arrives`;
  if (step.signal) return `Signal “${step.signal}” is sent`;
  if (step.reply) return `${step.reply} answers`;
  if (step.fail) return `${step.fail} fails${step.code ? ` with ${step.code}` : ''}`;
  if (step.cancel) return 'Cancel the instance';
  return 'Look';
}

/** Each expectation of a step as words. */
export function expectedInWords(expect, name = (id) => id) {
  const names = (ids) => ids.map((id) => `“${name(id)}”`).join(', ') || 'nothing';
  const pairs = (values) => Object.entries(values).map(([key, value]) => `${name(key)} = ${JSON.stringify(value)}`).join(', ');
  const words = {
    open: (ids) => `waiting at ${names(ids)}`, state: (state) => `the instance is ${state}`, passed: (ids) => `passed ${names(ids)}`,
    not_passed: (ids) => `never passed ${names(ids)}`, waits: (ids) => `armed: ${names(ids)}`, order: (ids) => `in this order: ${names(ids)}`,
    variables: (values) => pairs(values), visits: (counts) => `visits: ${pairs(counts)}`, assignee: (people) => `assignee: ${pairs(people)}`,
    due: (dates) => `due: ${pairs(dates)}`, incident: (kind) => (kind === false ? 'no incident' : `an incident${kind === true ? '' : `: ${kind}`}`),
  };
  return Object.entries(expect ?? {}).map(([key, value]) => ({ key, text: words[key]?.(value) ?? `${key}: ${JSON.stringify(value)}` }));
}

/** What could be expected now; `sure` is what "expect here" ticks at first. `step`: the number of the last played step. */
export function offers(standing, step) {
  const passed = [...new Set(standing.path.filter((one) => one.step === step && one.state === 'completed').map((one) => one.element_id))];
  const assigned = standing.tasks.filter((task) => task.assignee).map((task) => [task.element_id, task.assignee]);
  const due = standing.tasks.filter((task) => task.due_at).map((task) => [task.element_id, task.due_at]);
  const found = [];
  if (standing.state === 'active') found.push({ key: 'open', value: standing.tasks.map((task) => task.element_id), sure: true });
  else found.push({ key: 'state', value: standing.state, sure: true });
  if (standing.incidents.length) found.push({ key: 'incident', value: standing.incidents[0].kind, sure: true });
  if (passed.length) found.push({ key: 'passed', value: passed, sure: false });
  if (assigned.length) found.push({ key: 'assignee', value: Object.fromEntries(assigned), sure: false });
  if (due.length) found.push({ key: 'due', value: Object.fromEntries(due), sure: false });
  for (const { name, value } of standing.variables) {
    if (value !== null && JSON.stringify(value).length < 200) found.push({ key: 'variables', name, value: { [name]: value }, sure: false });
  }
  return found;
}

/** One `expect` from chosen offers; variables of several come together. */
export function merged(chosen) {
  const expect = {};
  for (const { key, value } of chosen) expect[key] = key === 'variables' ? { ...expect.variables, ...value } : value;
  return expect;
}

/** The story with `expect` after its `upto` played steps, together with what is expected there already. */
export function expecting(story, upto, expect) {
  const steps = story.step ?? [];
  if (!upto) return { ...story, step: [{ expect }, ...steps] };
  const join = (old = {}) => ({ ...old, ...expect, ...(old.variables && expect.variables ? { variables: { ...old.variables, ...expect.variables } } : {}) });
  return { ...story, step: steps.map((step, index) => (index === upto - 1 ? { ...step, expect: join(step.expect) } : step)) };
}

/** Whether the story expects anything at all. */
export function expects(story) {
  return [story, ...(story.step ?? [])].some((part) => Object.keys(part.expect ?? {}).length > 0) || (story.step ?? []).some((step) => step.refused);
}
