import * as api from './api.js';
import { $, confirm, count, drawBoxes, fill, h, heatMap, iconButton, s, toast } from './dom.js';
import { offerVerification, query, searchWithIndexed, showBoxes, showMatched } from './query.js';

// The grid: the latest pictures, or the matches of a search.

const LATEST = 24;
let running = null;
let turn = 0; // only who began last may paint
let shownLatest = false;
let outdated = false;
let refreshing = false;

const clampRatio = (match) => Math.min(2, Math.max(0.62, (match.width || 4) / (match.height || 3)));

function metadataChips(metadata) {
  const entries = Object.entries(metadata || {});
  return entries.length === 0 ? null : h('div', { class: 'chips' },
    ...entries.slice(0, 6).map(([name, value]) => h('span', { class: 'chip', title: `${name}: ${value}` }, `${name} `, h('b', {}, String(value)))));
}

const inliers = ({ inliers: n }) => `${count(n)} ${n === 1 ? 'inlier' : 'inliers'}`;

/** The boxes around the subject, and, if it is the same place, around what the query's picture shows too. */
function boxesOf({ boxes = [], verification }) {
  return verification?.verified && verification.box ? [...boxes, { ...verification.box, matched: true }] : boxes;
}

const isSame = (a, b) => a.partition === b.partition && a.offset === b.offset;

/** The attention map of what a card shows, or why there is none. */
async function attentionOf({ image_id: id, source }) {
  try {
    const made = await api.descriptor(id);
    if (!isSame(made.source, source)) return { why: `“${id}” was replaced in the meantime.` };
    if (!made.attention) return { why: 'The model that embedded this picture has no attention map.' };
    return { attention: made.attention };
  } catch (error) {
    return { why: error.status === 404 ? `“${id}” was deleted in the meantime.` : error.message };
  }
}

async function toggleHeat(match, frame, button) {
  const old = frame.querySelector('canvas');
  if (old) {
    old.remove();
    button.setAttribute('aria-pressed', 'false');
    return;
  }
  const { attention, why } = await attentionOf(match);
  const image = frame.querySelector('img');
  if (!image) {
    toast(`No heat map is available for “${match.image_id}”. ${frame.querySelector('.gone').textContent}`);
  } else if (why) {
    toast(why);
  } else if (!frame.querySelector('canvas')) {
    image.after(heatMap(attention));
    button.setAttribute('aria-pressed', 'true');
  }
}

async function deletePicture(id, card) {
  if (!await confirm({
    title: 'Delete this picture?', text: `“${id}” will be removed from the index for everybody.`, yes: 'Delete', no: 'Keep it',
  })) return;
  card.classList.add('leaving');
  try {
    const { indexed } = await api.remove(id);
    if (!indexed) {
      card.classList.remove('leaving');
      toast(`The deletion of “${id}” is accepted; until it is indexed, searches still find the picture.`);
      return;
    }
    const next = card.nextElementSibling || card.previousElementSibling;
    card.remove();
    next?.querySelector('.frame')?.focus();
    toast(`Deleted “${id}”.`);
  } catch (error) {
    card.classList.remove('leaving');
    toast(error.message, true);
  }
}

async function showDetail(match) {
  const ratio = (match.width || 4) / (match.height || 3);
  const boxes = s('svg', { class: 'boxes', 'aria-hidden': 'true' });
  drawBoxes(boxes, boxesOf(match), match.width, match.height);
  const facts = h('dl', { class: 'facts' });
  const fact = (name, value) => facts.append(h('dt', {}, name), h('dd', {}, value));
  if (match.score !== undefined) fact('Similarity', match.score.toFixed(4));
  if (match.verification) {
    fact('Same place', `${match.verification.verified ? 'Yes' : 'Not verified'}, ${inliers(match.verification)}`);
  }
  fact('Size', `${match.width} × ${match.height}`);
  fact('Position', `${match.source.partition}:${match.source.offset}`);
  if (match.captured_at) fact('Taken', new Date(match.captured_at).toLocaleString());
  for (const [name, value] of Object.entries(match.metadata || {})) fact(name, String(value));
  $('detail-title').textContent = match.image_id;
  $('detail-body').className = 'detail-body';
  $('detail-body').replaceChildren(
    h('div', { class: 'detail-stage', style: { '--r': ratio } },
      h('img', { src: api.imageUrl(match.image_id, match.source), alt: match.image_id }), boxes),
    facts);
  $('detail').showModal();
  try {
    const made = await api.descriptor(match.image_id);
    if (!isSame(made.source, match.source)) return; // made from another picture
    fact('Model', `${made.model.name} (${made.model.hash})`);
    fact('SHA-256', made.sha256);
    if (!match.metadata) for (const [name, value] of Object.entries(made.metadata)) fact(name, String(value));
    if (!match.boxes) drawBoxes(boxes, made.boxes, match.width, match.height);
  } catch {
    // the picture may have been deleted meanwhile; what is known is shown
  }
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

function card(match, rank) {
  const id = match.image_id;
  const url = api.imageUrl(id, match.source, 480);
  const boxes = s('svg', { class: 'boxes', 'aria-hidden': 'true' });
  drawBoxes(boxes, boxesOf(match), match.width, match.height);
  const image = h('img', { src: url, alt: '', loading: rank < 12 ? 'eager' : 'lazy', decoding: 'async' });
  const score = match.score === undefined ? null : `${(100 * match.score).toFixed(1)} %`;
  const { verification } = match;
  const found = verification && `, ${verification.verified ? 'verified, ' : ''}${inliers(verification)}`;
  const matched = () => showMatched(verification.verified ? verification.query_box : null);
  const frame = h('button', {
    type: 'button', class: 'frame', 'aria-label': `Search with ${id}${score ? `, similarity ${score}` : ''}${found || ''}`,
    onfocus: verification && matched, onpointerenter: verification && matched,
    onclick: () => { searchWithIndexed(id, match.source, api.imageUrl(id, match.source, 1024)); scrollTo({ top: 0 }); },
  }, image, boxes, score && h('span', { class: 'score' }, score),
    verification && h('span', { class: verification.verified ? 'inliers verified' : 'inliers' },
      verification.verified ? `✓ ${inliers(verification)}` : inliers(verification)));
  image.addEventListener('error', () => loadAgain(image, url), { once: true });
  const heat = iconButton('heat', `Heat map of ${id}`, () => toggleHeat(match, frame, heat));
  heat.setAttribute('aria-pressed', 'false');
  const element = h('li', { class: 'card', style: { '--r': clampRatio(match) }, 'data-id': id },
    frame,
    h('div', { class: 'card-foot' },
      h('span', { class: 'name ellipsis', title: id }, id),
      h('span', { class: 'tools' }, heat,
        iconButton('info', `Details of ${id}`, () => showDetail(match)),
        iconButton('bin', `Delete ${id}`, () => deletePicture(id, element)))),
    metadataChips(match.metadata));
  return element;
}

function skeletons(n) {
  return Array.from({ length: n }, (_, i) => h('li', { class: 'card skeleton', style: { '--r': [1.33, 1, 1.5, 0.75][i % 4] }, 'aria-hidden': 'true' },
    h('div', { class: 'frame' }), h('div', { class: 'bar' })));
}

function show(title, note, matches) {
  $('results-title').textContent = title;
  $('results-note').textContent = note;
  fill($('grid'), matches, card);
  $('results').setAttribute('aria-busy', 'false');
}

function showEmpty(title, text, action) {
  $('empty').hidden = !title;
  $('empty-title').textContent = title;
  $('empty-text').textContent = text;
  $('empty-action').hidden = !action;
}

export async function showLatest() {
  const mine = ++turn;
  shownLatest = true;
  try {
    const { images, total, estimated, verifiable } = await api.latest(LATEST);
    offerVerification(verifiable);
    if (mine !== turn) return;
    show('Latest pictures', total ? `${estimated ? 'at most ' : ''}${count(total)} in all; choose one to search with it` : '', images.map((image) => ({
      image_id: image.id, width: image.width, height: image.height, source: { partition: image.partition, offset: image.offset },
    })));
    showEmpty(images.length ? '' : 'Nothing is indexed yet',
      'Add some pictures, or produce them to the images topic. They can be found about a second later.', true);
  } catch (error) {
    if (mine !== turn) return;
    document.querySelectorAll('#grid .skeleton').forEach((one) => one.remove());
    $('results').setAttribute('aria-busy', 'false');
    showEmpty('The latest pictures cannot be shown', error.message, false);
  }
}

/** Requests the latest pictures again after a change; several calls cause one request. */
export async function refreshLatest() {
  outdated = true;
  if (refreshing) return;
  refreshing = true;
  while (outdated && shownLatest) {
    outdated = false;
    await showLatest();
  }
  refreshing = false;
}

export async function runSearch() {
  running?.abort();
  running = new AbortController();
  const { signal } = running;
  const mine = ++turn;
  shownLatest = false;
  try {
    const asked = await query();
    if (mine !== turn) return;
    if (!asked) {
      showLatest();
      return;
    }
    $('results').setAttribute('aria-busy', 'true');
    $('results-title').textContent = 'Matches';
    $('results-note').textContent = 'Searching…';
    showEmpty('');
    if ($('grid').contains(document.activeElement)) $('go').focus({ preventScroll: true });
    $('grid').replaceChildren(...skeletons(Math.min(Number(asked.top), 8)));
    const began = performance.now();
    const reply = await api.search(asked, signal);
    if (mine !== turn) return;
    const took = Math.round(performance.now() - began);
    const verified = reply.matches.filter(({ verification }) => verification?.verified);
    const note = asked.verify ? `, ${verified.length || 'none'} verified` : '';
    show('Matches', `${reply.matches.length === 1 ? 'One match' : `${reply.matches.length} matches`}${note} in ${took} ms`, reply.matches);
    showBoxes(reply.boxes || []);
    if (verified.length) showMatched(verified[0].verification.query_box);
    if (!reply.matches.length) {
      showEmpty('No match', asked.filter ? 'The filter excludes everything. Try without it.' : 'The index is empty.', !asked.filter);
    }
  } catch (error) {
    if (mine !== turn) return;
    show('Matches', '', []);
    showEmpty('The search failed', error.message, false);
  }
}
