import { metadataNames } from './api.js';
import { $, fill, h, toast } from './dom.js';
import { completions, expression, label, typedAs } from './expressions.js';
import { offerGroups } from './group.js';

// The filters as chips, and the field that adds one.

let filters = [];
let names = {};
let onChange = () => {};

export function onFilters(handler) {
  onChange = handler;
}

export const currentFilters = () => filters;

/** Shows filters without a notification. */
export function setFilters(next) {
  filters = [...next];
  fill($('filters'), filters, chip);
  $('filters').hidden = filters.length === 0;
}

function chip(filter) {
  return h('li', { class: 'filter' },
    h('button', { type: 'button', class: 'filter-text', title: filter, 'aria-label': `Change the filter ${label(filter)}`, onclick: () => edit(filter) }, label(filter)),
    h('button', { type: 'button', class: 'filter-remove', 'aria-label': `Remove the filter ${label(filter)}`, onclick: () => remove(filter) }, '✕'));
}

function remove(filter) {
  setFilters(filters.filter((some) => some !== filter));
  if (!filters.length) $('filter').focus();
  onChange();
}

function edit(filter) {
  setFilters(filters.filter((some) => some !== filter));
  $('filter').value = typedAs(filter);
  $('filter').focus();
  complete();
}

/** Adds what was typed as a filter; returns false if there is nothing complete. */
export function addTyped() {
  const text = $('filter').value.trim();
  if (!text) return false;
  const added = expression(text, names);
  if (!added) {
    toast(`“${text}” is not complete. Write a name and a value, such as shop = north.`);
    return false;
  }
  $('filter').value = '';
  if (!filters.includes(added)) setFilters([...filters, added]);
  complete();
  onChange();
  return true;
}

/** Adds a filter, as a click on a picture's metadata does. */
export function addFilter(name, value) {
  const added = `metadata[${JSON.stringify(name)}] == ${typeof value === 'string' ? JSON.stringify(value) : value}`;
  if (filters.includes(added)) return;
  setFilters([...filters, added]);
  onChange();
}

function complete() {
  const options = completions($('filter').value, names);
  $('filter-options').replaceChildren(...options.map((value) => h('option', { value })));
}

export async function loadNames() {
  try {
    names = (await metadataNames()).names;
    offerGroups(Object.keys(names));
    const [first] = Object.entries(names);
    if (first) $('filter').placeholder = `${first[0]} = ${(first[1][0] ?? '…').replaceAll('"', '')}`;
    complete();
  } catch {
    // without names there is no completion, and nothing to say
  }
}

$('filter').addEventListener('focus', loadNames);
$('filter').addEventListener('input', (event) => {
  const chosen = event.inputType === 'insertReplacementText' && expression($('filter').value, names);
  if (chosen) addTyped();
  else complete();
});
$('filter').addEventListener('keydown', (event) => {
  if (event.key === 'Backspace' && !$('filter').value && filters.length) {
    event.preventDefault();
    edit(filters.at(-1));
  } else if (event.key === 'Enter' && $('filter').value.trim()) {
    event.preventDefault();
    addTyped();
  }
});
