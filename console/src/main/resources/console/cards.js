import * as api from './api.js';
import { showDetail } from './detail.js';
import { drawBoxes, h, iconButton, s } from './dom.js';
import { addFilter } from './filter.js';
import { toggleHeat } from './heat.js';
import { searchWithIndexed } from './query.js';
import { band, scoreText } from './scores.js';
import { deletePictures, selectionBox } from './select.js';
import { showMatched } from './stage.js';
import { boxesOf, inliers, queryBox } from './verified.js';

// The card of a picture in the grid.

const clampRatio = (match) => Math.min(2, Math.max(0.62, (match.width || 4) / (match.height || 3)));

function metadataChips(metadata) {
  const entries = Object.entries(metadata || {});
  return entries.length === 0 ? null : h('div', { class: 'chips' },
    ...entries.slice(0, 6).map(([name, value]) => h('button', {
      type: 'button', class: 'chip', title: `Search only pictures with ${name} = ${value}`, onclick: () => addFilter(name, value),
    }, `${name} `, h('b', {}, String(value)))));
}

/** Loads an image that failed again, in its turn, or shows why that is impossible. */
async function loadAgain(image, url) {
  const giveUp = (why) => image.replaceWith(h('span', { class: 'gone' }, why));
  try {
    await api.load(url);
    image.addEventListener('error', () => giveUp('The browser cannot show this picture.'), { once: true });
    image.src = url;
  } catch (error) {
    giveUp([404, 410].includes(error.status) ? 'The log no longer has this picture.' : error.message);
  }
}

function scoreBadge(score) {
  const { name, text } = band(score);
  return h('span', { class: `score ${name}`, title: `Cosine similarity ${score.toFixed(4)}: ${text}` },
    h('b', {}, scoreText(score)), ` ${text}`);
}

function frameOf(match, rank) {
  const { image_id: id, score, verification } = match;
  const url = api.imageUrl(id, match.source, 480);
  const boxes = s('svg', { class: 'boxes', 'aria-hidden': 'true' });
  drawBoxes(boxes, boxesOf(match), match.width, match.height);
  const image = h('img', { src: url, alt: '', loading: rank < 12 ? 'eager' : 'lazy', decoding: 'async' });
  image.addEventListener('error', () => loadAgain(image, url), { once: true });
  const scored = score === undefined ? '' : `, score ${scoreText(score)}, ${band(score).text}`;
  const found = verification ? `, ${verification.verified ? 'verified, ' : ''}${inliers(verification)}` : '';
  const matched = () => showMatched(queryBox(match));
  return h('button', {
    type: 'button', class: 'frame', 'aria-label': `Search with ${id}${scored}${found}`,
    onfocus: verification && matched, onpointerenter: verification && matched,
    onclick: () => { searchWithIndexed(id, match.source); scrollTo({ top: 0 }); },
  }, image, boxes, scored && scoreBadge(score),
    verification && h('span', { class: verification.verified ? 'inliers verified' : 'inliers' },
      verification.verified ? `✓ ${inliers(verification)}` : inliers(verification)));
}

/** A card; all() returns what the grid shows, to step through it. */
export function card(match, rank, all) {
  const id = match.image_id;
  const frame = frameOf(match, rank);
  const heat = iconButton('heat', `Heat map of ${id}`, () => toggleHeat(match, frame, heat));
  heat.setAttribute('aria-pressed', 'false');
  return h('li', { class: 'card', style: { '--r': clampRatio(match) }, 'data-id': id },
    h('div', { class: 'picture' }, frame, selectionBox(id)),
    h('div', { class: 'card-foot' },
      h('span', { class: 'name ellipsis', title: id }, id),
      h('span', { class: 'tools' }, heat,
        iconButton('info', `Details of ${id}`, () => showDetail(match, all())),
        iconButton('bin', `Delete ${id}`, () => deletePictures([id])))),
    metadataChips(match.metadata));
}

/** Cards of pictures that are not known yet. */
export function skeletons(n) {
  return Array.from({ length: n }, (_, i) => h('li', { class: 'card skeleton', style: { '--r': [1.33, 1, 1.5, 0.75][i % 4] }, 'aria-hidden': 'true' },
    h('div', { class: 'frame' }), h('div', { class: 'bar' })));
}
