import * as api from './api.js';
import { $, drawBoxes, h, s } from './dom.js';
import { isSame } from './heat.js';
import { currentSubject } from './query.js';
import { band } from './scores.js';
import { boxesOf, inliers } from './verified.js';

// The details of a picture, beside the picture of the query.

let shown = []; // what the arrows step through
let at = 0;
let turn = 0;

function picture(title, url, boxes, width, height) {
  const drawn = s('svg', { class: 'boxes', 'aria-hidden': 'true' });
  const image = h('img', { src: url, alt: `${title}` });
  const stage = h('div', { class: 'detail-stage' }, image, drawn);
  const draw = (now) => {
    const [w, hgt] = [width || image.naturalWidth || 4, height || image.naturalHeight || 3];
    stage.style.setProperty('--r', w / hgt);
    drawBoxes(drawn, now, w, hgt);
  };
  draw(boxes);
  image.addEventListener('load', () => draw(boxes));
  return { element: h('figure', {}, h('figcaption', { class: 'muted small' }, title), stage), draw };
}

function ofQuery(subject, verification) {
  const boxes = subject.region
    ? [{ x1: subject.region[0], y1: subject.region[1], x2: subject.region[2], y2: subject.region[3] }] : [...subject.boxes];
  if (verification?.verified && verification.query_box) boxes.push({ ...verification.query_box, matched: true });
  const title = subject.several ? 'One of the pictures searched with' : 'Query';
  return picture(subject.region ? 'Query, searched with the crop' : title, subject.url, boxes).element;
}

function facts(match) {
  const list = h('dl', { class: 'facts' });
  const fact = (name, value) => list.append(h('dt', {}, name), h('dd', {}, value));
  if (match.score !== undefined) fact('Score', `${match.score.toFixed(4)}, ${band(match.score).text}`);
  if (match.verification) {
    fact('Same place', `${match.verification.verified ? 'Yes' : 'Not verified'}, ${inliers(match.verification)}`);
  }
  fact('Size', `${match.width} × ${match.height}`);
  fact('Position', `${match.source.partition}:${match.source.offset}`);
  if (match.captured_at) fact('Taken', new Date(match.captured_at).toLocaleString());
  for (const [name, value] of Object.entries(match.metadata || {})) fact(name, String(value));
  return { list, fact };
}

async function show() {
  const match = shown[at];
  const mine = ++turn;
  const subject = match.score === undefined ? null : currentSubject(match.query_index ?? 0);
  const { list, fact } = facts(match);
  const own = picture(subject ? 'Match' : 'Picture', api.imageUrl(match.image_id, match.source), boxesOf(match), match.width, match.height);
  $('detail-title').textContent = match.image_id;
  $('detail-body').className = subject ? 'detail-body compared' : 'detail-body';
  $('detail-body').replaceChildren(
    h('div', { class: 'side-by-side' }, subject && ofQuery(subject, match.verification), own.element), list);
  $('detail-position').textContent = `${at + 1} of ${shown.length}`;
  $('detail-previous').disabled = at === 0;
  $('detail-next').disabled = at === shown.length - 1;
  try {
    const made = await api.descriptor(match.image_id);
    if (mine !== turn || !isSame(made.source, match.source)) return; // made from another picture
    fact('Added', new Date(made.source.timestamp).toLocaleString());
    fact('Model', `${made.model.name} (${made.model.hash})`);
    fact('SHA-256', made.sha256);
    if (!match.metadata) for (const [name, value] of Object.entries(made.metadata)) fact(name, String(value));
    if (!match.boxes) own.draw(made.boxes);
  } catch {
    // the picture may have been deleted meanwhile; what is known is shown
  }
}

/** Shows a match; the arrows step through all. */
export function showDetail(match, all) {
  const found = all.findIndex(({ image_id: id }) => id === match.image_id); // a later page has copies
  shown = found < 0 ? [match] : all;
  at = Math.max(0, found);
  show();
  $('detail').showModal();
}

function step(by) {
  if (at + by < 0 || at + by >= shown.length) return;
  at += by;
  show();
}

$('detail-previous').addEventListener('click', () => step(-1));
$('detail-next').addEventListener('click', () => step(1));
$('detail').addEventListener('keydown', (event) => {
  if (event.key === 'ArrowLeft') step(-1);
  if (event.key === 'ArrowRight') step(1);
});
$('detail').addEventListener('close', () => {
  turn += 1;
  const card = [...document.querySelectorAll('#grid .card')].find((some) => some.dataset.id === shown[at]?.image_id);
  card?.querySelector('.tools button:nth-child(2)')?.focus({ preventScroll: false });
});
