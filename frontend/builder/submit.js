// Presses a button that is not on the page: the builder's form goes out with these values beside its own.

export function submit(host, action, values = {}) {
  const form = host.querySelector('#builder-form');
  if (!form) return;
  const added = Object.entries({ ...values, do: action }).map(([name, value]) => {
    const input = document.createElement('input');
    Object.assign(input, { type: 'hidden', name, value });
    form.append(input);
    return input;
  });
  form.requestSubmit();
  setTimeout(() => added.forEach((input) => input.remove()), 0);
}
