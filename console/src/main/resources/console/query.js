import { imageUrl, picture } from './api.js';
import { NO_SEARCH } from './address.js';
import { $ } from './dom.js';
import { joined } from './expressions.js';
import { addTyped, currentFilters, loadNames, onFilters, setFilters } from './filter.js';
import { currentGroup, onGroup, setGroup } from './group.js';
import { keep, kept } from './kept.js';
import { allowCrop, currentBoxes, currentRegion, onCrop, resetStage, setRegion } from './stage.js';

// What is searched for: a dropped picture or indexed ones, a single one whole or a crop of it, and the options.

const DEFAULT_VERIFY = 50;
let subject = null; // {ids: [], file, key, url, name} or {ids, source, url, name}
let find = null;
let onChange = () => {};
let onThreshold = () => {};

/** Handlers: change(), and threshold() while the smallest score is moved. */
export function onQuery(change, threshold) {
  onChange = change;
  onThreshold = threshold;
}

/** Returns a picture that is searched with, to compare matches with it; null if there is none. */
export function currentSubject(at = 0) {
  if (!subject) return null;
  const url = at > 0 ? imageUrl(subject.ids[at], null, 1024) : subject.url;
  return { url, several: subject.ids.length > 1, region: currentRegion(), boxes: at > 0 ? [] : currentBoxes() };
}

const wantsAny = () => (subject?.ids.length ?? 0) > 1 && $('combine').value === 'any';

export const smallestScore = () => Number($('min').value);

/** Returns what the address says about the form. */
export function searchState() {
  const verify = Number($('verify').value);
  return {
    ids: subject?.ids ?? [],
    any: wantsAny(),
    picture: subject?.key ?? null,
    find,
    region: currentRegion(),
    filters: currentFilters(),
    verify: verify === DEFAULT_VERIFY ? null : verify,
    min: smallestScore(),
    group: currentGroup(),
    excludeSelf: $('exclude-self').checked,
  };
}

/** Returns the query; fetches an indexed picture if a crop of it is selected. */
export async function query() {
  if (!subject) return null;
  const { ids, source, file, name } = subject;
  const region = currentRegion();
  return {
    blob: file ?? (region ? await picture(ids[0], source) : null),
    ids,
    any: wantsAny(),
    name,
    region,
    verify: $('verify-field').hidden ? 0 : Number($('verify').value),
    filter: joined(currentFilters()),
    group: currentGroup(),
    exclude: $('exclude-self').checked ? ids : [],
  };
}

function show(next, region = null) {
  if (subject?.file) URL.revokeObjectURL(subject.url);
  subject = next;
  find = null;
  resetStage();
  $('drop').hidden = Boolean(next);
  $('preview').hidden = !next;
  $('go').disabled = !next;
  $('query').classList.toggle('chosen', Boolean(next));
  const indexed = next?.ids.length ?? 0;
  allowCrop(indexed < 2);
  $('combine-field').hidden = indexed < 2;
  $('exclude-self-field').hidden = indexed === 0;
  $('exclude-self-text').textContent = indexed < 2 ? 'Exclude this picture' : 'Exclude these pictures';
  if (!next) {
    $('file').value = '';
    $('camera').value = '';
    $('exclude-self').checked = false;
    return;
  }
  $('subject').src = next.url;
  $('subject').alt = `The picture to search with: ${next.name}`;
  $('subject-name').textContent = next.name;
  $('subject-name').title = next.name;
  loadNames();
  setRegion(region);
}

const ofFile = (file, key) => ({ ids: [], file, key, url: URL.createObjectURL(file), name: file.name || 'Pasted picture' });
const ofIndexed = (ids, source) => ({
  ids, source, url: imageUrl(ids[0], source, 1024), name: ids.length === 1 ? ids[0] : `${ids[0]} and ${ids.length - 1} more`,
});

export function searchWithFile(file) {
  show(ofFile(file, keep(file)));
  onChange();
}

export function searchWithIndexed(id, source) {
  show(ofIndexed([id], source));
  onChange();
}

/** Searches with several indexed pictures together. */
export function searchWithSeveral(ids) {
  show(ofIndexed(ids));
  onChange();
}

export function clearQuery() {
  show(null);
  onChange();
}

/** Shows the picture of an id instead of a search. */
export function findPicture(id) {
  show(null);
  find = id;
  onChange();
}

export const wantedId = () => find;

/** Returns where the picture is that the form shows, if it is the first of these. */
const sourceOf = ([id]) => (subject?.ids[0] === id ? subject.source : undefined);

/** Fills the form with a state of the address. Returns false if its picture is not in this browser. */
export async function restore(state = NO_SEARCH) {
  const file = state.picture && (subject?.key === state.picture ? subject.file : await kept(state.picture));
  setFilters(state.filters);
  setGroup(state.group);
  $('verify').value = String(state.verify ?? DEFAULT_VERIFY);
  if (!$('verify').value) $('verify').value = String(DEFAULT_VERIFY);
  $('min').value = String(state.min);
  showThreshold();
  if (file) show(ofFile(file, state.picture), state.region);
  else if (state.ids.length) show(ofIndexed(state.ids, sourceOf(state.ids)), state.ids.length === 1 ? state.region : null);
  else show(null);
  $('combine').value = state.any ? 'any' : 'mean';
  $('exclude-self').checked = state.excludeSelf && state.ids.length > 0;
  find = state.find;
  $('find-id').value = state.find ?? '';
  return !state.picture || Boolean(file);
}

function showThreshold() {
  const value = smallestScore();
  $('min-value').textContent = value > 0 ? value.toFixed(2) : 'any';
  $('min').setAttribute('aria-valuetext', value > 0 ? value.toFixed(2) : 'any score');
}

/** Offers to verify matches once pictures have what that needs. */
export function offerVerification(possible) {
  if (possible) $('verify-field').hidden = false;
}

onCrop(() => onChange());
onFilters(() => onChange());
onGroup(() => onChange());
$('clear').addEventListener('click', () => {
  clearQuery();
  $('file').focus();
});
for (const input of ['file', 'camera']) {
  $(input).addEventListener('change', () => { if ($(input).files[0]) searchWithFile($(input).files[0]); });
}
$('query').addEventListener('submit', (event) => {
  event.preventDefault();
  if (!addTyped()) onChange();
});
$('verify').addEventListener('change', () => onChange());
$('combine').addEventListener('change', () => onChange());
$('exclude-self').addEventListener('change', () => onChange());
$('min').addEventListener('input', () => { showThreshold(); onThreshold(); });
$('find').addEventListener('submit', (event) => {
  event.preventDefault();
  const id = $('find-id').value.trim();
  if (id) findPicture(id);
  else if (find) clearQuery();
});
$('find-id').addEventListener('search', () => { if (!$('find-id').value && find) clearQuery(); });

// on a small screen the results come first
if (matchMedia('(max-width: 860px)').matches) $('options').open = false;
