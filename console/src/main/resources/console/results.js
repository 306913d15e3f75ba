import * as api from './api.js';
import { card, skeletons } from './cards.js';
import { $, count, fill } from './dom.js';
import { accepts } from './expressions.js';
import { currentFilters } from './filter.js';
import { currentSubject, offerVerification, query, searchWithSeveral, smallestScore, wantedId } from './query.js';
import { scoreText } from './scores.js';
import { clearSelection, onDeletion, onSearch } from './select.js';
import { showBoxes, showMatched } from './stage.js';
import { tourSees } from './tour.js';
import { queryBox } from './verified.js';

// The grid: the latest pictures, the matches of a search, or the picture of an id.

const PAGE = 24;
const MOST_MATCHES = 1000;
const MOST_LATEST = 240;
let running = null;
let turn = 0; // only who began last may paint
let shown = []; // what the grid has
let latest = { shown: false, limit: PAGE };
let search = null; // {asked, took, found so far, offset of the next, all: no more}
let outdated = false;
let refreshing = false;
let loading = false;

function show(title, note, matches) {
  shown = matches;
  $('results-title').textContent = title;
  $('results-note').textContent = note;
  fill($('grid'), matches, (match, rank) => card(match, rank, visible));
  $('results').setAttribute('aria-busy', 'false');
}

// By what is shown: a picture finds itself with slightly less than 1.
const visible = () =>
  shown.filter(({ score }) => score === undefined || Number(scoreText(score)) >= smallestScore());

function showEmpty(title, text, action) {
  $('empty').hidden = !title;
  $('empty-title').textContent = title;
  $('empty-text').textContent = text;
  $('empty-action').hidden = !action;
}

function showMore(more) {
  $('more').hidden = !more;
}

// ---- the latest pictures
const asMatch = (image) => ({
  image_id: image.id, width: image.width, height: image.height, metadata: image.metadata,
  source: { partition: image.partition, offset: image.offset },
});

export async function showLatest() {
  const mine = ++turn;
  latest.shown = true;
  search = null;
  $('share').hidden = true;
  try {
    const filters = currentFilters();
    const limit = filters.length ? MOST_LATEST : latest.limit;
    const { images, total, estimated, verifiable } = await api.latest(limit);
    offerVerification(verifiable);
    tourSees(total);
    if (mine !== turn) return;
    const fitting = images.filter(({ metadata }) => filters.every((filter) => accepts(filter, metadata)));
    show('Latest pictures', latestNote(filters, images, fitting, total, estimated), fitting.map(asMatch));
    if (!images.length) {
      showEmpty('Nothing is indexed yet', 'Add some pictures, or produce them to the images topic. They can be found about a second later.', true);
    } else if (!fitting.length) {
      showEmpty('None of the latest pictures fits the filters', 'Choose a picture to search all of them.', false);
    } else showEmpty('');
    showMore(images.length === limit && limit < MOST_LATEST);
  } catch (error) {
    if (mine !== turn) return;
    document.querySelectorAll('#grid .skeleton').forEach((one) => one.remove());
    $('results').setAttribute('aria-busy', 'false');
    showEmpty('The latest pictures cannot be shown', error.message, false);
  }
}

function latestNote(filters, images, fitting, total, estimated) {
  if (!total) return '';
  return filters.length ? `${count(fitting.length)} of the latest ${count(images.length)} fit the filters; choose one to search with it`
    : `${estimated ? 'at most ' : ''}${count(total)} in all; choose one to search with it`;
}

/** Requests the latest pictures again after a change; several calls cause one request. */
export async function refreshLatest() {
  outdated = true;
  if (refreshing) return;
  refreshing = true;
  while (outdated && latest.shown) {
    outdated = false;
    await showLatest();
  }
  refreshing = false;
}

// ---- the picture of an id
async function showFound(id, mine) {
  $('results-title').textContent = 'Picture';
  $('results-note').textContent = 'Looking for it…';
  try {
    const made = await api.descriptor(id);
    if (mine !== turn) return;
    show('Picture', `with the id “${id}”; choose it to search with it`, [{
      image_id: id, width: made.width, height: made.height, source: made.source, metadata: made.metadata, boxes: made.boxes,
    }]);
    showEmpty('');
  } catch (error) {
    if (mine !== turn) return;
    show('Picture', '', []);
    showEmpty(error.status === 404 ? 'No picture has this id' : 'The picture cannot be shown',
      error.status === 404 ? `No picture “${id}” is indexed. Ids are compared exactly, with upper and lower case.` : error.message, false);
  }
}

// ---- matches
const wanted = (matches, { exclude }) => matches.filter(({ image_id: id }) => !exclude.includes(id));

function note({ asked, took }) {
  const matches = visible();
  const verified = matches.filter(({ verification }) => verification?.verified).length;
  const least = smallestScore();
  const hidden = shown.length - matches.length;
  return [
    `${matches.length === 1 ? 'One match' : `${count(matches.length)} matches`}`,
    asked.group ? `, one for each “${asked.group}”` : '',
    asked.verify ? `, ${verified || 'none'} verified` : '',
    ` in ${took} ms`,
    least > 0 && hidden ? `; ${count(hidden)} below ${least.toFixed(2)} hidden` : '',
  ].join('');
}

/** Hides the matches below the smallest score. */
export function applyThreshold() {
  if (!search) return;
  const staying = new Set(visible().map(({ image_id: id }) => id));
  for (const element of $('grid').children) element.hidden = !staying.has(element.dataset.id);
  $('results-note').textContent = note(search);
  const none = shown.length > 0 && staying.size === 0;
  if (none) showEmpty('No match is this similar', `The best score is ${Math.max(...shown.map(({ score }) => score)).toFixed(3)}. Lower the smallest score.`, false);
  else if (shown.length) showEmpty('');
  const below = !search.asked.verify && shown.length && shown.at(-1).score < smallestScore();
  showMore(!search.all && !below && shown.length > 0);
}

/** Adds the matches of a reply. */
function paint(reply, top) {
  const { asked, found } = search;
  const known = new Set(found.map(({ image_id: id }) => id));
  search.offset += reply.matches.length;
  search.all = reply.matches.length < top || search.offset >= MOST_MATCHES;
  found.push(...reply.matches.filter(({ image_id: id }) => !known.has(id)));
  show('Matches', '', wanted(found, asked));
  showBoxes(reply.boxes || []);
  const best = visible().find(({ verification }) => verification?.verified);
  if (best) showMatched(queryBox(best));
  if (!shown.length) {
    const why = asked.exclude.length ? 'The index has no other picture.' : 'The index is empty.';
    showEmpty('No match', asked.filter ? 'The filters exclude everything. Try without them.' : why, !asked.filter && !asked.exclude.length);
  }
  applyThreshold();
}

let learnt = false;

/** Asks once whether matches can be verified, when a search comes before the latest pictures. */
async function learn() {
  if (learnt) return;
  learnt = true;
  await api.latest(1).then(({ verifiable }) => offerVerification(verifiable), () => {}); // the search itself tells of failures
}

/** Shows what the form asks for. */
export async function runSearch() {
  running?.abort();
  running = new AbortController();
  const { signal } = running;
  const mine = ++turn;
  clearSelection();
  latest = { shown: false, limit: PAGE };
  showMore(false);
  try {
    if (currentSubject()) await learn();
    const asked = await query();
    if (mine !== turn) return;
    if (!asked) {
      search = null;
      $('share').hidden = true;
      if (wantedId()) await showFound(wantedId(), mine);
      else await showLatest();
      return;
    }
    asked.top = PAGE;
    begin();
    const began = performance.now();
    const reply = await api.search(asked, signal);
    if (mine !== turn) return;
    search = { asked, took: Math.round(performance.now() - began), found: [], offset: 0, all: false };
    paint(reply, asked.top);
  } catch (error) {
    if (mine !== turn) return;
    search = null;
    show('Matches', '', []);
    showEmpty('The search failed', error.message, false);
  }
}

function begin() {
  $('results').setAttribute('aria-busy', 'true');
  $('results-title').textContent = 'Matches';
  $('results-note').textContent = 'Searching…';
  $('share').hidden = false;
  showEmpty('');
  if ($('grid').contains(document.activeElement)) ($('go').offsetParent ? $('go') : $('clear')).focus({ preventScroll: true });
  $('grid').replaceChildren(...skeletons(8));
}

/** Loads the next matches, or more of the latest pictures. */
async function loadMore() {
  if (loading || $('more').hidden) return;
  loading = true;
  const mine = turn;
  try {
    if (latest.shown) {
      latest.limit = Math.min(MOST_LATEST, latest.limit + 2 * PAGE);
      await showLatest();
    } else if (search) {
      const top = Math.min(PAGE, MOST_MATCHES - search.offset);
      const reply = await api.search({ ...search.asked, top, offset: search.offset }, running.signal);
      if (mine === turn) paint(reply, top);
    }
  } catch (error) {
    if (mine === turn) {
      showMore(false);
      $('results-note').textContent = error.message;
    }
  } finally {
    loading = false;
    watch();
  }
}

/** Begins to watch the end of the grid; reports at once whether it can be seen. */
function watch() {
  end.disconnect();
  end.observe($('more'));
}

onDeletion((gone) => {
  if (search) {
    const left = search.found.filter(({ image_id: id }) => !gone.includes(id));
    search.offset -= search.found.length - left.length; // the others have moved up
    search.found = left;
  }
  shown = shown.filter(({ image_id: id }) => !gone.includes(id));
  fill($('grid'), shown, (match, rank) => card(match, rank, visible));
  if (search) applyThreshold();
});
onSearch((ids) => {
  searchWithSeveral(ids);
  scrollTo({ top: 0 });
});
$('more').addEventListener('click', loadMore);
const end = new IntersectionObserver((entries) => { if (entries.some((entry) => entry.isIntersecting)) loadMore(); }, { rootMargin: '300px' });
watch();
