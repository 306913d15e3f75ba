import { ofIds, wasLocked } from './api.js';
import { $, toast } from './dom.js';
import { query, searchState, smallestScore } from './query.js';

// Copies the search: as a link, as a command with curl, as a program in Python.

/** An argument of a POSIX shell. */
export const quoted = (text) => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/** The fields of a request: in the URL beside a picture, in the body for an id. */
function request({ ids, any, region, verify, filter, group, blob, exclude, least }, top) {
  const fields = { top_k: top };
  if (verify) fields.verify = verify;
  if (filter) fields.filter = filter;
  if (group) fields.group_by = group;
  if (blob && region) fields.region = region.map((edge) => Number(edge.toFixed(3))).join(',');
  if (least > 0) fields.min_score = least;
  if (exclude.length && !blob) fields.exclude_self = true;
  return { fields, body: blob ? null : { ...ofIds(ids, any), ...fields } };
}

const base = () => new URL('v1/search', location.href.replace(/#.*/s, '')).href;

/** The address of the picture of an id, beside that of the search. */
const pictureUrl = (url, id) => url.replace(/search$/, `images/${encodeURIComponent(id)}`);

/** The command that asks the same. asked: a query, with the name of its picture. */
export function asCurl(asked, top = 24, url = base(), locked = wasLocked()) {
  const { fields, body } = request(asked, top);
  const token = locked ? ' \\\n  -H "Authorization: Bearer $CIDER_TOKEN"' : '';
  const search = quoted(body ? url : `${url}?${new URLSearchParams(fields)}`);
  if (body) return `curl ${search}${token} \\\n  -H 'Content-Type: application/json' \\\n  -d ${quoted(JSON.stringify(body))}`;
  if (!asked.ids.length) return `curl ${search}${token} \\\n  --data-binary ${quoted(`@${asked.name}`)}`;
  return `curl ${quoted(pictureUrl(url, asked.ids[0]))}${token} |\n  curl ${search}${token} \\\n  --data-binary @-`;
}

function literal(value) {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value === 'string') return JSON.stringify(value);
  return value === true ? 'True' : String(value);
}

const dictionary = (fields) => `{${Object.entries(fields).map(([name, value]) => `${JSON.stringify(name)}: ${literal(value)}`).join(', ')}}`;

/** The program that asks the same. */
export function asPython(asked, top = 24, url = base(), locked = wasLocked()) {
  const { fields, body } = request(asked, top);
  const token = locked ? 'session.headers["Authorization"] = "Bearer " + os.environ["CIDER_TOKEN"]\n' : '';
  const data = asked.ids.length ? `session.get(${literal(pictureUrl(url, asked.ids[0]))}).content` : `open(${literal(asked.name)}, "rb")`;
  const sent = body ? `    json=${dictionary(body)},\n` : `    params=${dictionary(fields)},\n    data=${data},\n`;
  return `${locked ? 'import os\n\n' : ''}import requests\n\nsession = requests.Session()\n${token}`
    + `reply = session.post(\n    ${literal(url)},\n${sent})\nreply.raise_for_status()\n`
    + 'for match in reply.json()["matches"]:\n    print(match["image_id"], match["score"])\n';
}

/** Puts text on the clipboard, also where the browser has no clipboard for pages without TLS. */
async function copy(text) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const area = document.createElement('textarea');
  area.value = text;
  $('share').append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  if (!done) throw new Error('refused');
}

/** Copies and says so. */
export async function copyText(text, said) {
  try {
    await copy(text);
    toast(said);
  } catch {
    toast('The browser does not allow copying here.', true);
  }
}

async function copySearch(what) {
  $('share').open = false;
  $('share').querySelector('summary').focus();
  const found = await query();
  if (!found) return;
  const asked = { ...found, least: smallestScore() };
  if (what === 'link') {
    await copyText(location.href, searchState().picture
      ? 'Link copied. It works in this browser only, which keeps the picture: add it to the index to share the search.'
      : 'Link copied.');
  } else if (what === 'curl') {
    await copyText(asCurl(asked), 'Copied as a curl command.');
  } else {
    await copyText(asPython(asked), 'Copied as a Python program. It needs the package requests.');
  }
}

for (const what of ['link', 'curl', 'python']) $(`copy-${what}`).addEventListener('click', () => copySearch(what));
document.addEventListener('click', (event) => { if (!$('share').contains(event.target)) $('share').open = false; });
$('share').addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && $('share').open) {
    $('share').open = false;
    $('share').querySelector('summary').focus();
  }
});
