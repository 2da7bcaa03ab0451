// Takes the place of the FEEL editor where a library brings one along: a plain text box that never changes what is typed.

export default class PlainEditor {
  constructor({ container, value = '', onChange, contentAttributes = {} } = {}) {
    this.box = document.createElement('textarea');
    this.box.className = 'plain-editor';
    this.box.rows = Math.max(1, value.split('\n').length);
    this.box.value = value;
    for (const [name, text] of Object.entries(contentAttributes)) if (text) this.box.setAttribute(name, text);
    this.box.addEventListener('input', () => onChange?.(this.box.value));
    container?.append(this.box);
  }

  focus(position) {
    this.box.focus();
    if (position !== undefined) this.box.setSelectionRange(position, position);
  }

  setValue(value) { if (value !== this.box.value) this.box.value = value; }

  getSelection() { return { from: this.box.selectionStart, to: this.box.selectionEnd }; }

  setVariables() {}

  destroy() { this.box.remove(); }
}

export class FeelersEditor extends PlainEditor {}
