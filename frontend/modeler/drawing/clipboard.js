// Copies between tabs through the clipboard of the system; where the browser forbids that, inside of this tab as before.
import NativeCopyPasteModule from 'bpmn-js-native-copy-paste';

const FIRST = 3000;

class OwnCopy {
  static $inject = ['eventBus', 'copyPaste', 'nativeCopyPaste'];

  constructor(eventBus, copyPaste, native) {
    let asked;
    eventBus.on('copyPaste.elementsCopied', FIRST, ({ tree, hints }) => { if (hints?.clip !== false) this.tree = tree; });
    eventBus.on('copyPaste.pasteElements', FIRST, (context) => { if (!context.tree) asked = { ...context }; });
    eventBus.on('native-copy-paste:error', () => {
      native.toggle(false);
      if (asked && this.tree) copyPaste.paste({ ...asked, tree: this.tree });
    });
  }
}

export default { __depends__: [NativeCopyPasteModule], __init__: ['ownCopy'], ownCopy: ['type', OwnCopy] };
