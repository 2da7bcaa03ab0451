// Drawing a signature: a canvas writes its picture into the field that otherwise takes the typed name.
const WIDE = 600;
const HIGH = 160;

function button(text, pressed) {
  const made = document.createElement('button');
  Object.assign(made, { type: 'button', className: 'btn btn-sm', textContent: text });
  made.addEventListener('click', pressed);
  return made;
}

/** Ink that follows the pointer, always black on white so that it can be read wherever it is shown later. */
function ink(canvas, done) {
  const pen = canvas.getContext('2d');
  const wipe = () => { pen.fillStyle = '#fff'; pen.fillRect(0, 0, WIDE, HIGH); };
  const at = (event) => { const box = canvas.getBoundingClientRect(); return [(event.clientX - box.left) * WIDE / box.width, (event.clientY - box.top) * HIGH / box.height]; };
  let down = false;
  wipe();
  Object.assign(pen, { lineWidth: 2.5, lineCap: 'round', lineJoin: 'round', strokeStyle: '#111' });
  canvas.addEventListener('pointerdown', (event) => { down = true; canvas.setPointerCapture(event.pointerId); pen.beginPath(); pen.moveTo(...at(event)); event.preventDefault(); });
  canvas.addEventListener('pointermove', (event) => { if (down) { pen.lineTo(...at(event)); pen.stroke(); } });
  for (const end of ['pointerup', 'pointercancel']) canvas.addEventListener(end, () => { if (down) { down = false; done(canvas.toDataURL('image/png')); } });
  return wipe;
}

export function mount(box) {
  const name = box.querySelector('input');
  if (name.readOnly) return;
  const words = box.dataset;
  const tell = (value) => { name.value = value; for (const kind of ['input', 'change']) name.dispatchEvent(new Event(kind, { bubbles: true })); };
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: WIDE, height: HIGH, className: 'signature-canvas' });
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', words.canvas);
  const wipe = ink(canvas, tell);
  const show = (drawing) => {
    canvas.hidden = !drawing;
    name.classList.toggle('visually-hidden', drawing);
    name.tabIndex = drawing ? -1 : 0;
    box.querySelector('img')?.remove();
    draw.hidden = drawing;
    type.hidden = clear.hidden = !drawing;
  };
  const draw = button(words.draw, () => { tell(''); wipe(); show(true); });
  const type = button(words.type, () => { tell(''); show(false); name.focus(); });
  const clear = button(words.clear, () => { tell(''); wipe(); show(true); });
  const tools = document.createElement('div');
  tools.className = 'btn-row';
  tools.append(draw, clear, type);
  box.append(canvas, tools);
  if ('drawn' in words) { canvas.hidden = draw.hidden = true; } else show(false);
}
