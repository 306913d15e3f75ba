import { $, h } from './dom.js';

// The name of metadata by which matches are grouped: of those with the same value there, only the best is shown.

let onChange = () => {};

export function onGroup(handler) {
  onChange = handler;
}

export const currentGroup = () => $('group').value || null;

function offer(name) {
  const known = [...$('group').options].some(({ value }) => value === name);
  if (!known) $('group').append(h('option', { value: name }, name));
  $('group-field').hidden = false;
}

/** Offers the names that the pictures have. */
export function offerGroups(names) {
  names.forEach(offer);
}

/** Shows a name, also one that is not offered yet, without a notification. */
export function setGroup(name) {
  if (name) offer(name);
  $('group').value = name ?? '';
}

$('group').addEventListener('change', () => onChange());
