import { imageUrl, picture } from './api.js';
import { NO_SEARCH } from './address.js';
import { $ } from './dom.js';
import { joined } from './expressions.js';
import { addTyped, currentFilters, onFilters, setFilters } from './filter.js';
import { keep, kept } from './kept.js';
import { currentBoxes, currentRegion, onCrop, resetStage, setRegion } from './stage.js';

// What is searched for: a dropped or an indexed picture, whole or a crop of it, and the options.

const DEFAULT_VERIFY = 50;
let subject = null; // {file, key, url, name} or {id, source, url, name}
let find = null;
let onChange = () => {};
let onThreshold = () => {};

/** Handlers: change(), and threshold() while the smallest score is moved. */
export function onQuery(change, threshold) {
  onChange = change;
  onThreshold = threshold;
}

/** Returns the picture that is searched with, to compare matches with it; null if there is none. */
export const currentSubject = () => subject && { url: subject.url, name: subject.name, region: currentRegion(), boxes: currentBoxes() };

export const smallestScore = () => Number($('min').value);

/** Returns what the address says about the form. */
export function searchState() {
  const verify = Number($('verify').value);
  return {
    id: subject?.id ?? null,
    picture: subject?.key ?? null,
    find,
    region: currentRegion(),
    filters: currentFilters(),
    verify: verify === DEFAULT_VERIFY ? null : verify,
    min: smallestScore(),
    excludeSelf: $('exclude-self').checked,
  };
}

/** Returns the query; fetches an indexed picture if a crop of it is selected. */
export async function query() {
  if (!subject) return null;
  const { id, source, file, name } = subject;
  const region = currentRegion();
  return {
    blob: file ?? (region ? await picture(id, source) : null),
    id,
    name,
    region,
    verify: $('verify-field').hidden ? 0 : Number($('verify').value),
    filter: joined(currentFilters()),
    exclude: $('exclude-self').checked ? id : null,
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
  $('exclude-self-field').hidden = !next?.id;
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
  setRegion(region);
}

const ofFile = (file, key) => ({ file, key, url: URL.createObjectURL(file), name: file.name || 'Pasted picture' });
const ofIndexed = (id, source) => ({ id, source, url: imageUrl(id, source, 1024), name: id });

export function searchWithFile(file) {
  show(ofFile(file, keep(file)));
  onChange();
}

export function searchWithIndexed(id, source) {
  show(ofIndexed(id, source));
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

/** Fills the form with a state of the address. Returns false if its picture is not in this browser. */
export async function restore(state = NO_SEARCH) {
  const file = state.picture && (subject?.key === state.picture ? subject.file : await kept(state.picture));
  setFilters(state.filters);
  $('verify').value = String(state.verify ?? DEFAULT_VERIFY);
  if (!$('verify').value) $('verify').value = String(DEFAULT_VERIFY);
  $('min').value = String(state.min);
  showThreshold();
  if (file) show(ofFile(file, state.picture), state.region);
  else if (state.id) show(ofIndexed(state.id, subject?.id === state.id ? subject.source : undefined), state.region);
  else show(null);
  $('exclude-self').checked = state.excludeSelf && Boolean(state.id);
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
