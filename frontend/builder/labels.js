// A label is edited where it stands: the input lies over it, Enter or leaving keeps it, Escape does not.
import { element } from '../islands/element.js';

export function editLabel(field, press) {
  const label = field?.querySelector(':scope > .canvas-widget .form-label, :scope > .canvas-widget legend, :scope > fieldset > legend, :scope > .canvas-widget .form-check-label');
  if (!label || field.querySelector(':scope > .canvas-label')) return;
  const before = [...label.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data).join('').trim() || label.textContent.trim();
  let over = false;
  const finish = (keep) => {
    if (over) return;
    over = true;
    const text = input.value.trim();
    input.remove();
    if (keep && text && text !== before) press(`label:${field.dataset.path}`, { label: text });
  };
  const input = element('input', {
    class: 'canvas-label form-control form-control-sm', 'aria-label': `Label of ${before}`, value: before, maxlength: 1000,
    onBlur: () => finish(true),
    onKeydown: (event) => {
      event.stopPropagation();
      if (event.key === 'Enter') { event.preventDefault(); finish(true); }
      if (event.key === 'Escape') finish(false);
    },
  });
  field.append(input);
  input.focus();
  input.select();
}
