import { metadataNames } from './api.js';
import { $, h } from './dom.js';

// Completes what follows the last "and", "or", "not" or "(" of the filter.

const START = /^(.*(?:\band\b|\bor\b|\bnot\b|&&|\|\||\()\s*)?(.*)$/is;
let names = {};

function complete() {
  const [, before = '', now] = START.exec($('filter').value);
  const typed = now.toLowerCase();
  const options = [];
  for (const [name, values] of Object.entries(names)) {
    const field = `metadata[${JSON.stringify(name)}]`;
    if (!name.toLowerCase().includes(typed) && !field.toLowerCase().startsWith(typed) && !typed.startsWith(field.toLowerCase())) continue;
    for (const value of values.slice(0, 8)) options.push(`${before}${field} == ${value}`);
    if (!values.length) options.push(`${before}${field} == `);
  }
  $('filter-options').replaceChildren(...options.slice(0, 40).map((value) => h('option', { value })));
}

export async function loadNames() {
  try {
    names = (await metadataNames()).names;
    const [first] = Object.entries(names);
    if (first) $('filter').placeholder = `metadata[${JSON.stringify(first[0])}] == ${first[1][0] ?? '…'}`;
    complete();
  } catch {
    // without names there is no completion, and nothing to say
  }
}

$('filter').addEventListener('focus', loadNames);
$('filter').addEventListener('input', complete);
