import * as api from './api.js';
import { $, count, h, toast } from './dom.js';

// Sends many pictures, a few at a time, and shows for each when it is searchable or was rejected.

const AT_A_TIME = 4;
const SHOWN = 200;
const STATES = { queued: 'Waiting', sending: 'Sending', sent: 'Being indexed', searchable: 'Searchable', refused: 'Rejected', failed: 'Not sent' };
let uploads = [];
let stop = null;
let letters = [];

/** An id that no other file of this batch has: pictures from several folders may share a name. */
function free(id, used) {
  const [, stem, end] = /^(.*?)(\.[^./]*)?$/s.exec(id);
  let own = id;
  for (let copy = 2; used.has(own); copy++) own = `${stem}-${copy}${end ?? ''}`;
  used.add(own);
  return own;
}

function paint(upload) {
  upload.state.textContent = STATES[upload.status];
  upload.state.className = `state ${upload.status}`;
  if (upload.why) upload.row.append(h('span', { class: 'why' }, upload.why));
}

function summary() {
  const of = (...states) => uploads.filter((upload) => states.includes(upload.status)).length;
  const sent = of('sent', 'searchable', 'refused');
  const done = of('searchable', 'refused', 'failed');
  $('uploads-bar').max = Math.max(1, uploads.length * 2);
  $('uploads-bar').value = sent + of('failed') + done;
  const parts = [`${count(of('searchable'))} of ${count(uploads.length)} searchable`];
  if (of('sent')) parts.push(`${count(of('sent'))} being indexed`);
  if (of('refused')) parts.push(`${count(of('refused'))} rejected`);
  if (of('failed')) parts.push(`${count(of('failed'))} not sent`);
  $('uploads-note').textContent = `${parts.join(', ')}.`;
  $('stop-uploads').hidden = of('queued', 'sending') === 0;
}

function set(upload, status, why) {
  if (upload.status === status) return;
  upload.status = status;
  upload.why = why;
  paint(upload);
}

async function send(upload, metadata, signal) {
  set(upload, 'sending');
  try {
    upload.position = await api.put(upload.id, upload.file, metadata, signal);
    set(upload, 'sent');
    refuse(upload); // the rejection may have been faster than the answer
  } catch (error) {
    set(upload, 'failed', error.name === 'AbortError' ? 'Stopped.' : error.message);
  }
  summary();
}

async function run(files) {
  const prefix = $('prefix').value;
  const metadata = [...$('metadata').querySelectorAll('.pair')]
    .map((pair) => {
      const [name, value] = [...pair.querySelectorAll('input')].map((input) => input.value.trim());
      return [name, value, pair.querySelector('select').value];
    })
    .filter(([name]) => name);
  const used = new Set();
  const batch = files.map((file) => {
    const id = free(prefix + (file.path || file.webkitRelativePath || file.name), used);
    const state = h('span', { class: 'state' });
    return { id, file, state, status: '', row: h('li', {}, h('span', { class: 'ellipsis', title: id }, id), state) };
  });
  uploads = uploads.filter((upload) => upload.status !== 'searchable').concat(batch);
  $('uploads').hidden = false;
  $('uploads-list').replaceChildren(...uploads.slice(-SHOWN).map((upload) => upload.row));
  batch.forEach((upload) => set(upload, 'queued'));
  summary();
  stop = stop || new AbortController();
  const { signal } = stop;
  const queue = [...batch];
  await Promise.all(Array.from({ length: AT_A_TIME }, async () => {
    while (queue.length) await send(queue.shift(), metadata, signal);
  }));
}

/** Compares what was sent with what is searchable now. */
export function uploadsSee(snapshot) {
  let moved = false;
  for (const upload of uploads) {
    if (upload.status === 'sent' && (snapshot.searchable[upload.position.partition] ?? -1) >= upload.position.offset) {
      set(upload, 'searchable');
      moved = true;
    }
  }
  if (moved) summary();
}

function refuse(upload) {
  const letter = letters.find((some) => some.id === upload.id && some.source && some.source.partition === upload.position.partition && some.source.offset === upload.position.offset);
  if (letter) set(upload, 'refused', letter.message);
}

/** Compares the uploads with the rejected records. */
export function uploadsRefused(latest) {
  letters = latest;
  uploads.filter((some) => some.position).forEach(refuse);
  if (uploads.length) summary();
}

function addPair() {
  const pairs = $('metadata');
  const pair = h('div', { class: 'pair' },
    h('input', { 'aria-label': 'Name', placeholder: 'Name', autocomplete: 'off' }),
    h('input', { 'aria-label': 'Value', placeholder: 'Value', autocomplete: 'off' }),
    h('select', { 'aria-label': 'Type' },
      h('option', { value: 'meta.' }, 'Text'),
      h('option', { value: 'meta-number.' }, 'Number'),
      h('option', { value: 'meta-bool.' }, 'True or false')),
    h('button', { type: 'button', class: 'icon', 'aria-label': 'Remove this name', onclick: () => pair.remove() }, '✕'));
  pairs.append(pair);
  return pair;
}

/** All files of what was dropped, folders too, with their paths. */
export async function droppedFiles(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.some((entry) => entry.isDirectory)) return [...transfer.files];
  const files = [];
  const walk = async (entry, path) => {
    if (entry.isFile) {
      const file = await new Promise((resolve, reject) => { entry.file(resolve, reject); });
      file.path = path + entry.name;
      files.push(file);
      return;
    }
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise((resolve, reject) => { reader.readEntries(resolve, reject); });
      if (!some.length) return;
      for (const child of some) await walk(child, `${path}${entry.name}/`);
    }
  };
  for (const entry of entries) await walk(entry, '');
  return files;
}

/** A picture by its type or ending; without an ending it is sent too, and the embedder decides. */
const isPicture = (file) => file.type.startsWith('image/')
  || /\.(jpe?g?|jfif|jif|png|webp|gif|bmp|dib|tiff?|heic|heif|avif|jxl|jp2|ico)$/i.test(file.name)
  || !(file.type || /\../.test(file.name));

export function upload(files) {
  const hidden = files.filter((file) => file.name.startsWith('.'));
  const pictures = files.filter((file) => !hidden.includes(file) && isPicture(file));
  const others = files.length - pictures.length - hidden.length;
  if (others || hidden.length) {
    const parts = [others && `${count(others)} that are no pictures`, hidden.length && `${count(hidden.length)} hidden`];
    toast(`Files skipped: ${parts.filter(Boolean).join(', ')}.`, pictures.length === 0);
  }
  if (pictures.length) run(pictures);
}

addPair();
$('more-metadata').addEventListener('click', () => addPair().querySelector('input').focus());
for (const input of ['files', 'folder']) {
  $(input).addEventListener('change', () => { upload([...$(input).files]); $(input).value = ''; });
}
$('stop-uploads').addEventListener('click', () => { stop?.abort(); stop = null; });
