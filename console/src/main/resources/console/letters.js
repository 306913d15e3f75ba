import * as api from './api.js';
import { $, bytes, confirm, count, fill, h, toast } from './dom.js';

// The rejected records: filter, thumbnail, download, and sending again what can succeed then.

const AT_A_TIME = 3;
const chosen = new Set();
let letters = [];
let seen = 0;

const CONFLICTS = {
  replaced: (id) => ({
    title: 'Replace the newer picture?',
    text: `A newer picture “${id}” is in the index. The rejected one would replace it.`,
    yes: 'Replace it',
    no: 'Keep the newer one',
  }),
  deleted: (id) => ({
    title: 'Bring the picture back?',
    text: `“${id}” is deleted. The rejected picture would be added under this id again.`,
    yes: 'Bring it back',
    no: 'Leave it deleted',
  }),
};

const keyOf = (letter) => `${letter.topic}/${letter.partition}/${letter.offset}`;
const canHelp = (letter) => letter.replay !== 'never';
const reason = (letter) => letter.message.replace(/^[A-Z0-9_]+: /, '');

function visible() {
  const code = $('letters-code').value;
  const text = $('letters-text').value.trim().toLowerCase();
  return letters.filter((letter) => (!code || letter.code === code)
    && (!text || `${letter.id} ${letter.message}`.toLowerCase().includes(text)));
}

/** Sends a letter again; asks first if that would undo a later change. Returns false if the user declined. */
async function replay(letter) {
  try {
    await api.replay(letter);
  } catch (error) {
    const question = CONFLICTS[error.conflict];
    if (!question) throw error;
    if (!await confirm(question(letter.id))) return false;
    await api.replay(letter, true);
  }
  return true;
}

async function replayOne(letter, button) {
  button.disabled = true;
  try {
    if (await replay(letter)) toast(`“${letter.id}” was sent again.`);
  } catch (error) {
    toast(error.message, true);
  }
  button.disabled = false;
}

/** Sends the chosen letters again, those that undo nothing: what conflicts is left and counted. */
async function replayChosen() {
  const queue = letters.filter((letter) => chosen.has(keyOf(letter)));
  const sent = [];
  const conflicts = [];
  const failed = [];
  $('letters-replay').disabled = true;
  await Promise.all(Array.from({ length: AT_A_TIME }, async () => {
    while (queue.length) {
      const letter = queue.shift();
      try {
        await api.replay(letter);
        sent.push(letter);
        chosen.delete(keyOf(letter));
      } catch (error) {
        (error.conflict ? conflicts : failed).push(error);
      }
    }
  }));
  $('letters-replay').disabled = false;
  if (sent.length) toast(`${count(sent.length)} ${sent.length === 1 ? 'record was' : 'records were'} sent again.`);
  if (conflicts.length) toast(`${count(conflicts.length)} would undo a later change and ${conflicts.length === 1 ? 'was' : 'were'} left. Send ${conflicts.length === 1 ? 'it' : 'them'} one by one.`);
  if (failed.length) toast(`${count(failed.length)} could not be sent: ${failed[0].message}`, true);
  paint();
}

function thumbnail(letter) {
  if (!letter.replayable || !letter.bytes) return null;
  const image = h('img', { src: api.letterUrl(letter, 160), alt: '', loading: 'lazy', decoding: 'async' });
  image.addEventListener('error', () => image.remove(), { once: true });
  return image;
}

function choice(letter) {
  if (!letter.replayable || !canHelp(letter)) return null;
  return h('input', {
    type: 'checkbox', checked: chosen.has(keyOf(letter)), 'aria-label': `Select the rejected record of ${letter.id}`,
    onchange: (event) => {
      if (event.target.checked) chosen.add(keyOf(letter));
      else chosen.delete(keyOf(letter));
      actions();
    },
  });
}

function advice(letter) {
  if (letter.replay === 'after_change') return 'It can succeed once the limit that the message names is raised.';
  if (letter.replay === 'never' && letter.replayable) return 'The same bytes would be rejected again.';
  return '';
}

function row(letter) {
  const at = new Date(letter.at_ms);
  const again = letter.replayable && canHelp(letter) && h('button', {
    type: 'button', class: 'link', 'aria-label': `Send ${letter.id} again`, onclick: () => replayOne(letter, again),
  }, 'Send again');
  return h('tr', {},
    h('td', { class: 'pick' }, choice(letter)),
    h('td', { class: 'thumb' }, thumbnail(letter)),
    h('td', { class: 'id' }, letter.id || '(no key)',
      h('time', { class: 'when', dateTime: at.toISOString(), title: at.toLocaleString() },
        `${at.toLocaleDateString()} ${at.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit' })}`)),
    h('td', { class: 'reason' }, h('span', { class: 'code' }, letter.code || 'UNKNOWN'), h('div', {}, reason(letter)),
      h('div', { class: 'muted small' }, advice(letter))),
    h('td', { class: 'size' }, bytes(letter.bytes)),
    h('td', { class: 'act' }, again,
      letter.replayable && letter.bytes > 0 && h('a', {
        class: 'link', href: api.letterUrl(letter), download: letter.id.split('/').at(-1) || 'record', 'aria-label': `Download ${letter.id}`,
      }, 'Download')));
}

function actions() {
  const possible = visible().filter((letter) => letter.replayable && canHelp(letter));
  $('letters-all-field').hidden = possible.length < 2;
  $('letters-all').checked = possible.length > 0 && possible.every((letter) => chosen.has(keyOf(letter)));
  $('letters-replay').hidden = chosen.size === 0;
  $('letters-replay').textContent = `Send ${count(chosen.size)} again`;
}

function codes() {
  const before = $('letters-code').value;
  const present = [...new Set(letters.map(({ code }) => code))].sort();
  const options = present.map((code) => {
    const n = letters.filter((letter) => letter.code === code).length;
    return h('option', { value: code }, `${code || 'UNKNOWN'} (${count(n)})`);
  });
  $('letters-code').replaceChildren(h('option', { value: '' }, 'All reasons'), ...options);
  $('letters-code').value = present.includes(before) ? before : '';
}

function paint() {
  const some = visible();
  fill($('letters'), some, row);
  $('letters-scroll').hidden = some.length === 0;
  $('letters-tools').hidden = letters.length === 0;
  $('letters-empty').hidden = some.length > 0;
  $('letters-empty').textContent = letters.length ? 'No rejected record fits the filter.'
    : 'No record was rejected. Pictures that cannot be read are listed here, with the reason.';
  const parts = [];
  if (some.length < letters.length) parts.push(`${count(some.length)} shown`);
  if (letters.length < seen) parts.push(`the latest ${count(letters.length)} of ${count(seen)}`);
  $('letters-note').textContent = parts.join(' of ');
  actions();
}

/** Reads the rejected records, shows them, and returns them. */
export async function loadLetters() {
  const answer = await api.deadLetters();
  letters = answer.dead_letters;
  seen = answer.seen;
  const known = new Set(letters.map(keyOf));
  for (const key of chosen) if (!known.has(key)) chosen.delete(key);
  codes();
  paint();
  return letters;
}

$('letters-code').addEventListener('change', paint);
$('letters-text').addEventListener('input', paint);
$('letters-all').addEventListener('change', () => {
  for (const letter of visible().filter((some) => some.replayable && canHelp(some))) {
    if ($('letters-all').checked) chosen.add(keyOf(letter));
    else chosen.delete(keyOf(letter));
  }
  document.querySelectorAll('#letters input').forEach((box) => { box.checked = $('letters-all').checked; });
  actions();
});
$('letters-replay').addEventListener('click', replayChosen);
