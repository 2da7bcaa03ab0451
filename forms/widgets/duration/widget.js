// Days, hours and minutes instead of the ISO text, which stays the value. What these three cannot say is left to the text.
const KNOWN = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/;
const UNITS = ['days', 'hours', 'minutes'];

export function mount(box) {
  const text = box.querySelector('input');
  const found = KNOWN.exec(text.value);
  if (text.readOnly || (text.value && !found)) return;
  const label = document.querySelector(`label[for="${CSS.escape(text.id)}"]`)?.textContent.trim() ?? '';
  const parts = document.createElement('div');
  parts.className = 'duration-parts';
  parts.setAttribute('role', 'group');
  parts.setAttribute('aria-label', label);
  const inputs = UNITS.map((unit, place) => {
    const holder = document.createElement('label');
    const input = document.createElement('input');
    Object.assign(input, { type: 'text', inputMode: 'numeric', className: 'form-control tnum', value: found?.[place + 1] ?? '' });
    input.dataset.durationPart = unit;
    for (const name of ['aria-describedby', 'aria-invalid']) if (text.hasAttribute(name)) input.setAttribute(name, text.getAttribute(name));
    holder.append(input, ` ${box.dataset[unit]}`);
    parts.append(holder);
    return input;
  });
  const write = () => {
    const [days, hours, minutes] = inputs.map((input) => input.value.trim());
    if (![days, hours, minutes].every((part) => /^\d*$/.test(part))) { text.value = inputs.map((input) => input.value).join(' '); return; }
    const clock = `${hours && `${hours}H`}${minutes && `${minutes}M`}`;
    text.value = days || clock ? `P${days && `${days}D`}${clock && `T${clock}`}` : '';
  };
  parts.addEventListener('input', write);
  box.querySelector('[data-duration-hint]').hidden = true;
  text.hidden = true;
  text.required = false;
  text.addEventListener('focus', () => inputs[0].focus());
  box.append(parts);
}
