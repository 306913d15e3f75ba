import { $, drawBoxes } from './dom.js';

// The picture to search with: its boxes, and the crop that is drawn on it.

const FIELDS = ['x1', 'y1', 'x2', 'y2'];
const LEAST = 0.03; // smaller crops are slips
let region = null; // [x1, y1, x2, y2] in 0..1
let start = null;
let cropping = false;
let croppable = true;
let subjectBoxes = [];
let onChange = () => {};

export function onCrop(handler) {
  onChange = handler;
}

export const currentRegion = () => region;

/** Shows where the model found the subject. */
export function showBoxes(boxes) {
  subjectBoxes = boxes;
  showMatched(null);
}

export const currentBoxes = () => subjectBoxes;

/** Also shows where a match was found in the picture; null for none. */
export function showMatched(box) {
  const { naturalWidth, naturalHeight } = $('subject');
  const boxes = region ? [] : [...subjectBoxes];
  if (box) boxes.push({ ...box, matched: true });
  drawBoxes($('subject-boxes'), boxes, naturalWidth, naturalHeight, 'meet');
}

/** Begins with another picture. */
export function resetStage(crop = null) {
  subjectBoxes = [];
  $('subject-boxes').replaceChildren();
  setCropping(false);
  setRegion(crop);
}

/** Where the picture itself is drawn within the stage: it is letterboxed. */
function frame() {
  const box = $('subject').getBoundingClientRect();
  const outer = $('stage').getBoundingClientRect();
  const { naturalWidth: w, naturalHeight: hgt } = $('subject');
  const scale = Math.min(box.width / (w || 1), box.height / (hgt || 1));
  const width = w * scale;
  const height = hgt * scale;
  return { left: box.left + (box.width - width) / 2, top: box.top + (box.height - height) / 2, width, height, outer };
}

export function setRegion(next) {
  region = next;
  $('region').hidden = !next;
  $('uncrop').hidden = !next;
  $('part').hidden = !next && !cropping;
  const shown = next || [0, 0, 1, 1];
  FIELDS.forEach((field, i) => { $(field).value = Math.round(shown[i] * 100); });
  if (!next) return;
  $('subject-boxes').replaceChildren();
  const { left, top, width, height, outer } = frame();
  const place = $('region').style;
  place.left = `${left - outer.left + next[0] * width}px`;
  place.top = `${top - outer.top + next[1] * height}px`;
  place.width = `${(next[2] - next[0]) * width}px`;
  place.height = `${(next[3] - next[1]) * height}px`;
}

/** In this mode a finger draws; otherwise it scrolls. A mouse draws always. */
function setCropping(on) {
  cropping = on;
  $('crop').setAttribute('aria-pressed', String(on));
  $('crop').textContent = on ? 'Done' : 'Crop';
  $('preview').classList.toggle('cropping', on);
  $('part').hidden = !region && !on;
  if (region) requestAnimationFrame(() => setRegion(region)); // the stage may have another size now
}

/** Sets whether a part of the picture can be selected. */
export function allowCrop(on) {
  croppable = on;
  $('crop').hidden = !on;
}

function point(event) {
  const { left, top, width, height } = frame();
  const clamp = (value) => Math.min(1, Math.max(0, value));
  return [clamp((event.clientX - left) / width), clamp((event.clientY - top) / height)];
}

$('stage').addEventListener('pointerdown', (event) => {
  if (!croppable || event.button !== 0 || (event.pointerType !== 'mouse' && !cropping)) return;
  start = point(event);
  $('stage').setPointerCapture(event.pointerId);
  event.preventDefault();
});
$('stage').addEventListener('pointermove', (event) => {
  if (!start) return;
  const end = point(event);
  setRegion([Math.min(start[0], end[0]), Math.min(start[1], end[1]), Math.max(start[0], end[0]), Math.max(start[1], end[1])]);
});
$('stage').addEventListener('pointerup', () => {
  if (!start) return;
  start = null;
  if (!region) return;
  if (region[2] - region[0] < LEAST || region[3] - region[1] < LEAST) setRegion(null);
  onChange();
});
$('stage').addEventListener('pointercancel', () => { start = null; setRegion(null); });
new ResizeObserver(() => setRegion(region)).observe($('stage'));
$('subject').addEventListener('load', () => setRegion(region));

for (const field of FIELDS) {
  $(field).addEventListener('change', () => {
    const [x1, y1, x2, y2] = FIELDS.map((name) => Math.min(100, Math.max(0, Number($(name).value) || 0)) / 100);
    setRegion(x2 > x1 && y2 > y1 && (x1 > 0 || y1 > 0 || x2 < 1 || y2 < 1) ? [x1, y1, x2, y2] : null);
    onChange();
  });
}
$('crop').addEventListener('click', () => setCropping(!cropping));
$('uncrop').addEventListener('click', () => {
  setRegion(null);
  $('crop').focus();
  onChange();
});
$('preview').addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && cropping) {
    setCropping(false);
    $('crop').focus();
  }
});
