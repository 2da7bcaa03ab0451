// Keys of the replay page: Space plays, arrows step, Shift+arrows go to people, Home/End, [ ] speed, d changes the data view, f follows.

const typing = (target) => target.closest?.('input:not([type=range]), select, textarea, button, a, summary, dialog');

export function bindKeys(root, replay) {
  const keys = {
    ' ': () => replay.toggle(),
    ArrowRight: (event) => (event.shiftKey ? replay.stepToPerson(1) : replay.step(1)),
    ArrowLeft: (event) => (event.shiftKey ? replay.stepToPerson(-1) : replay.step(-1)),
    ArrowDown: () => replay.step(1),
    ArrowUp: () => replay.step(-1),
    Home: () => replay.step(-Infinity),
    End: () => replay.step(Infinity),
    '[': () => replay.bar.changeSpeed(-1),
    ']': () => replay.bar.changeSpeed(1),
    d: () => replay.detail.next(),
    f: () => replay.toggleFollow(),
  };
  document.addEventListener('keydown', (event) => {
    if (!root.isConnected || event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    // A button under the focus keeps its own Space and Enter; everything else means the replay.
    if (typing(event.target)) return;
    event.preventDefault();
    keys[event.key](event);
  });
}
