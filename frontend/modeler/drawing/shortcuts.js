// The list of keys, on `?`: what the canvas understands, for people who do not want to reach for the pointer.
import { element } from '../../islands/element.js';

const KEYS = [
  ['Draw', [['N', 'new element'], ['A', 'append to the selected element'], ['R', 'replace the selected element'], ['E', 'edit its name'], ['C', 'connect']]],
  ['Move around', [['H', 'hand tool'], ['L', 'select several'], ['S', 'make or take away space'], ['← ↑ → ↓', 'move the selected elements'], ['Ctrl + ← ↑ → ↓', 'move the view'], ['Ctrl + wheel', 'zoom'], ['Ctrl + 0', 'original size']]],
  ['Edit', [['Ctrl + Z', 'undo'], ['Ctrl + Shift + Z', 'redo'], ['Ctrl + C', 'copy, also to another tab'], ['Ctrl + X', 'cut'], ['Ctrl + V', 'paste'], ['Ctrl + D', 'duplicate'], ['Ctrl + A', 'select everything'], ['Del', 'delete']]],
  ['Find and keep', [['Ctrl + F', 'search by name or id'], ['Ctrl + S', 'save now'], ['Esc', 'leave a field or an editor'], ['?', 'this list']]],
];

const mac = /mac/i.test(globalThis.navigator?.platform ?? '');
const key = (text) => element('kbd', {}, mac ? text.replace('Ctrl', '⌘') : text);

function dialog() {
  const made = element('dialog', { class: 'canvas-keys', 'aria-labelledby': 'canvas-keys-title' },
    element('form', { method: 'dialog' },
      element('header', { class: 'canvas-keys-head' }, element('h2', { id: 'canvas-keys-title' }, 'Keys of the canvas'), element('button', { class: 'btn btn-sm', value: 'close' }, 'Close')),
      element('div', { class: 'canvas-keys-body' }, ...KEYS.map(([title, keys]) => element('section', {}, element('h3', {}, title),
        element('dl', {}, ...keys.flatMap(([name, words]) => [element('dt', {}, key(name)), element('dd', {}, words)])))))));
  made.addEventListener('close', () => made.remove());
  return made;
}

const typing = (target) => target?.closest?.('input, textarea, select, [contenteditable=true], .cm-editor, dialog');

export function showShortcuts() {
  const made = dialog();
  document.body.append(made);
  made.showModal();
}

class Shortcuts {
  static $inject = ['canvas', 'eventBus'];

  constructor(canvas, eventBus) {
    const container = canvas.getContainer();
    const pressed = (event) => {
      if (event.key !== '?' || event.ctrlKey || event.metaKey || typing(event.target) || !container.checkVisibility() || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      event.stopPropagation();
      showShortcuts();
    };
    // Before the rest of the page, which has a list of its own keys.
    document.addEventListener('keydown', pressed, true);
    eventBus.on('diagram.destroy', () => document.removeEventListener('keydown', pressed, true));
  }
}

export default { __init__: ['shortcuts'], shortcuts: ['type', Shortcuts] };
