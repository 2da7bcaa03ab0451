// One request at a time: what is pressed meanwhile waits for the answer, and what is typed meanwhile stays typed.

const CONTROLS = '#builder-form :is(.builder-panel [name], textarea[name])';

/** The values of what people type into, by name. */
function typed(host) {
  const found = new Map();
  host.querySelectorAll(CONTROLS).forEach((one) => {
    if (one.type !== 'hidden') found.set(`${one.name} ${/checkbox|radio/.test(one.type) ? one.value : ''}`, /checkbox|radio/.test(one.type) ? one.checked : one.value);
  });
  return found;
}

function put(host, values) {
  host.querySelectorAll(CONTROLS).forEach((one) => {
    const box = /checkbox|radio/.test(one.type);
    const key = `${one.name} ${box ? one.value : ''}`;
    if (one.type === 'hidden' || !values.has(key)) return;
    if (box) one.checked = values.get(key);
    else one.value = values.get(key);
  });
}

const about = (host) => host.querySelector('.builder-panel [name=panel]')?.value ?? host.querySelector('[name=view]')?.value;

export function turns(host) {
  const waiting = [];
  let sent = null;
  let kept = null;
  let patience;

  const go = (name, value, values = {}) => {
    const form = host.querySelector('#builder-form');
    if (!form) return;
    if (sent) { waiting.push([name, value, values]); return; }
    const added = Object.entries({ ...values, [name]: value }).map(([key, text]) => {
      const input = document.createElement('input');
      Object.assign(input, { type: 'hidden', name: key, value: text });
      form.append(input);
      return input;
    });
    form.requestSubmit();
    setTimeout(() => added.forEach((input) => input.remove()), 0);
  };

  const over = () => {
    if (!sent) return;
    sent = null;
    clearTimeout(patience);
    const next = waiting.shift();
    if (next) go(...next);
  };

  host.addEventListener('submit', (event) => {
    if (event.submitter?.hasAttribute('data-plain')) { event.stopImmediatePropagation(); return; }
    if (sent) {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (event.submitter?.name) waiting.push([event.submitter.name, event.submitter.value, {}]);
      return;
    }
    sent = typed(host);
    patience = setTimeout(over, 20_000);
  }, true);

  return {
    go,
    keep() {
      const now = typed(host);
      kept = { about: about(host), values: new Map([...now].filter(([name, value]) => sent?.has(name) && sent.get(name) !== value)) };
    },
    restore() {
      if (kept?.values.size && kept.about === about(host)) put(host, kept.values);
      kept = null;
    },
    over,
  };
}
