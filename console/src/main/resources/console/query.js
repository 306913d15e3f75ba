import { picture } from './api.js';
import { $, drawBoxes } from './dom.js';

// What is searched for: an uploaded or an indexed picture, whole or a region of it.

let subject = null; // {blob?, id?, source?, url, name}
let region = null; // [x1, y1, x2, y2] in 0..1
let start = null;
let boxesOfSubject = [];
let onChange = () => {};
const FIELDS = ['x1', 'y1', 'x2', 'y2'];

export function onQuery(handler) {
  onChange = handler;
}

/** Returns the query; fetches an indexed picture if a region of it is selected. */
export async function query() {
  if (!subject) return null;
  const { id, source, blob } = subject;
  const verify = $('verify-field').hidden ? 0 : Number($('verify').value);
  const asked = { blob, id, region, top: $('top').value, verify, filter: $('filter').value.trim() };
  if (region && !blob) asked.blob = await picture(id, source);
  return asked;
}

function show(next) {
  if (subject?.blob) URL.revokeObjectURL(subject.url);
  subject = next;
  setRegion(null);
  boxesOfSubject = [];
  $('subject-boxes').replaceChildren();
  $('drop').hidden = Boolean(next);
  $('preview').hidden = !next;
  $('part').hidden = !next;
  $('go').disabled = !next;
  if (!next) {
    $('file').value = '';
    return;
  }
  $('subject').src = next.url;
  $('subject').alt = `The picture to search with: ${next.name}`;
  $('subject-name').textContent = next.name;
}

export function searchWithFile(file) {
  show({ blob: file, url: URL.createObjectURL(file), name: file.name || 'Pasted picture' });
  onChange();
}

export function searchWithIndexed(id, source, url) {
  show({ id, source, url, name: id });
  onChange();
}

export function clearQuery() {
  show(null);
  onChange();
}

/** Draws where the model found the subject in the query. */
export function showBoxes(boxes) {
  boxesOfSubject = boxes;
  showMatched(null);
}

/** Also draws where a match was found in the query; null for none. */
export function showMatched(box) {
  const { naturalWidth, naturalHeight } = $('subject');
  const boxes = region ? [] : [...boxesOfSubject];
  if (box) boxes.push({ ...box, matched: true });
  drawBoxes($('subject-boxes'), boxes, naturalWidth, naturalHeight, 'meet');
}

/** Offers to verify matches once pictures have what that needs. */
export function offerVerification(possible) {
  if (possible) $('verify-field').hidden = false;
}

/** Where the picture itself is drawn within the stage: it is letterboxed. */
function frame() {
  const box = $('subject').getBoundingClientRect();
  const outer = $('stage').getBoundingClientRect();
  const { naturalWidth: w, naturalHeight: hgt } = $('subject');
  const scale = Math.min(box.width / (w || 1), box.height / (hgt || 1));
  const width = w * scale;
  const height = hgt * scale;
  return {
    left: box.left + (box.width - width) / 2, top: box.top + (box.height - height) / 2, width, height, outer,
  };
}

function setRegion(next) {
  region = next;
  $('region').hidden = !next;
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

function point(event) {
  const { left, top, width, height } = frame();
  const clamp = (value) => Math.min(1, Math.max(0, value));
  return [clamp((event.clientX - left) / width), clamp((event.clientY - top) / height)];
}

$('stage').addEventListener('pointerdown', (event) => {
  if (event.button !== 0) return;
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
  if (region[2] - region[0] < 0.03 || region[3] - region[1] < 0.03) setRegion(null);
  onChange();
});
$('stage').addEventListener('pointercancel', () => { start = null; setRegion(null); });
new ResizeObserver(() => setRegion(region)).observe($('stage'));

for (const field of FIELDS) {
  $(field).addEventListener('change', () => {
    const [x1, y1, x2, y2] = FIELDS.map((name) => Math.min(100, Math.max(0, Number($(name).value) || 0)) / 100);
    setRegion(x2 > x1 && y2 > y1 && (x1 > 0 || y1 > 0 || x2 < 1 || y2 < 1) ? [x1, y1, x2, y2] : null);
    onChange();
  });
}

$('clear').addEventListener('click', () => {
  clearQuery();
  $('file').focus();
});
$('file').addEventListener('change', () => { if ($('file').files[0]) searchWithFile($('file').files[0]); });
$('query').addEventListener('submit', (event) => { event.preventDefault(); onChange(); });
$('top').addEventListener('change', () => onChange());
$('verify').addEventListener('change', () => onChange());
