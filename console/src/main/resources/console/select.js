import { MOST_PICTURES } from './address.js';
import * as api from './api.js';
import { $, confirm, count, h, toast } from './dom.js';

// Which pictures are selected, to delete them or to search with them.

const AT_A_TIME = 4;
const selected = new Set();
let last = null;
let onDeleted = () => {};
let onSearched = () => {};

/** What is called with the ids that are no longer in the index. */
export function onDeletion(handler) {
  onDeleted = handler;
}

/** What is called with the ids of the pictures to search with. */
export function onSearch(handler) {
  onSearched = handler;
}

const boxes = () => [...document.querySelectorAll('#grid .select input')];

function show() {
  $('selection').hidden = selected.size === 0;
  $('selection-note').textContent = `${count(selected.size)} selected`;
  $('grid').classList.toggle('selecting', selected.size > 0);
}

function set(box, on) {
  box.checked = on;
  if (on) selected.add(box.value);
  else selected.delete(box.value);
}

/** With Shift, all between the last box and this one get its state. */
function choose(box, range) {
  const all = boxes();
  const from = all.indexOf(last);
  const to = all.indexOf(box);
  if (range && from >= 0) all.slice(Math.min(from, to), Math.max(from, to) + 1).forEach((some) => set(some, box.checked));
  else set(box, box.checked);
  last = box;
  show();
}

export function selectionBox(id) {
  return h('label', { class: 'select' }, h('input', {
    type: 'checkbox', value: id, checked: selected.has(id), 'aria-label': `Select ${id}`,
    onclick: (event) => choose(event.target, event.shiftKey),
  }));
}

export function clearSelection() {
  selected.clear();
  last = null;
  boxes().forEach((box) => { box.checked = false; });
  show();
}

const cards = (ids) => [...document.querySelectorAll('#grid .card')].filter((card) => ids.includes(card.dataset.id));

/** Asks, deletes, and reports what is gone. */
export async function deletePictures(ids) {
  const one = ids.length === 1;
  if (!await confirm({
    title: one ? 'Delete this picture?' : `Delete ${count(ids.length)} pictures?`,
    text: `${one ? `“${ids[0]}”` : 'They'} will be removed from the index for everybody.`,
    yes: one ? 'Delete' : `Delete ${count(ids.length)}`, no: one ? 'Keep it' : 'Keep them',
  })) return;
  cards(ids).forEach((card) => card.classList.add('leaving'));
  const { gone, accepted, failed } = await removeAll(ids);
  cards([...accepted, ...failed.keys()]).forEach((card) => card.classList.remove('leaving'));
  gone.forEach((id) => selected.delete(id));
  show();
  onDeleted(gone);
  report(ids, gone, accepted, failed);
}

async function removeAll(ids) {
  const queue = [...ids];
  const result = { gone: [], accepted: [], failed: new Map() };
  await Promise.all(Array.from({ length: AT_A_TIME }, async () => {
    while (queue.length) {
      const id = queue.shift();
      try {
        const { indexed } = await api.remove(id);
        (indexed ? result.gone : result.accepted).push(id);
      } catch (error) {
        result.failed.set(id, error.message);
      }
    }
  }));
  return result;
}

function report(ids, gone, accepted, failed) {
  const named = (some) => (ids.length === 1 ? `“${ids[0]}”` : `${count(some.length)} pictures`);
  if (gone.length) toast(`Deleted ${named(gone)}.`);
  if (accepted.length) {
    toast(`The deletion of ${named(accepted)} is accepted; until it is indexed, searches still find ${accepted.length === 1 ? 'the picture' : 'them'}.`);
  }
  if (failed.size) toast(failed.size === 1 ? [...failed.values()][0] : `${count(failed.size)} were not deleted: ${[...failed.values()][0]}`, true);
}

$('selection-search').addEventListener('click', () => {
  if (selected.size > MOST_PICTURES) toast(`A search takes at most ${MOST_PICTURES} pictures.`, true);
  else onSearched([...selected]);
});
$('selection-delete').addEventListener('click', () => deletePictures([...selected]));
$('selection-clear').addEventListener('click', () => {
  clearSelection();
  $('grid').querySelector('.frame')?.focus();
});
$('selection-all').addEventListener('click', () => {
  boxes().filter((box) => !box.closest('.card').hidden).forEach((box) => set(box, true));
  show();
});
