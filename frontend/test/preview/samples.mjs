// Made-up data for the preview pages: one instance's state, its history and what the modeler may offer.

export const sampleState = () => ({
  elements: {
    received: { state: 'completed', visits: 1 }, classify: { state: 'completed', visits: 1 }, known: { state: 'completed', visits: 1 },
    investigate: { state: 'waiting', visits: 2 }, remind: { state: 'completed', visits: 3 }, notify: { state: 'failed', visits: 1 },
  },
});

const STEPS = [
  ['received', 'Dispute received', 'completed', 'system'], ['classify', 'Classify dispute', 'waiting', 'system'],
  ['classify', 'Classify dispute', 'completed', 'Ana Clerk'], ['known', 'Reason known?', 'completed', 'system'],
  ['investigate', 'Investigate', 'waiting', 'system'], ['remind', 'Remind after 2 days', 'completed', 'clock'],
  ['notify', 'Notify customer', 'failed', 'system'], ['notify', 'Notify customer', 'completed', 'system'],
  ['investigate', 'Investigate', 'completed', 'Ana Clerk'], ['decide', 'Decide', 'waiting', 'system'],
];

export function sampleHistory(count) {
  const entries = [];
  for (let seq = 1; seq <= count; seq += 1) {
    const [element, name, state, actor] = STEPS[(seq - 1) % STEPS.length];
    const round = Math.floor((seq - 1) / STEPS.length) + 1;
    entries.push({
      seq, at: new Date(Date.UTC(2026, 10, 20, 8, 0) + seq * 977_000).toISOString(), actor, title: `${name} ${state}`,
      kind: state === 'failed' ? 'incident' : actor === 'clock' ? 'timer' : 'activity',
      moves: [{ activity: `${element}#${round}`, element_id: element, state }],
      changed: state === 'completed' ? { round, last: { element, by: actor }, amount: 1200 + seq } : {}, removed: seq % 17 === 0 ? ['last'] : [],
    });
  }
  return { entries };
}

export const sampleCatalog = () => ({
  forms: [{ value: 'investigate.form.json', label: 'Investigate' }, { value: 'decide.form.json', label: 'Decide' }],
  groups: [{ value: 'ar.clerk', label: 'Receivables clerks' }, { value: 'ar.manager', label: 'Receivables managers' }],
  users: [{ value: 'ana', label: 'Ana Clerk' }],
  decisions: [{ value: 'dispute_route', label: 'Dispute route' }],
  processes: [{ value: 'credit-note', label: 'Credit note' }],
  operations: [
    { id: 'http/get', label: 'GET request', group: 'HTTP', help: 'Reads from an address.', result: 'What the address answered.', errors: { 'not-found': 'nothing is there' },
      parameters: [{ name: 'url', type: 'text', label: 'URL', required: true, help: 'Where to read.' }, { name: 'timeout', type: 'number', label: 'Seconds to wait', help: '' }] },
    { id: 'mail/send', label: 'Send e-mail', group: 'Mail', help: 'Sends one message.', result: 'sent', errors: {},
      parameters: [{ name: 'to', type: 'person', label: 'To', required: true, help: '' }, { name: 'subject', type: 'text', label: 'Subject', help: '' }] },
  ],
  functions: [{ name: 'len', signature: 'len(text or list)', help: 'how many letters or items it has' }],
  variables: [{ name: 'amount', type: 'number' }, { name: 'reason', type: 'string' }, { name: 'invoice_no', type: 'string' }],
});
