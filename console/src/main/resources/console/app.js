import { format, parse, VIEWS } from './address.js';
import { logIn, onLocked } from './api.js';
import { $, toast } from './dom.js';
import { droppedFiles, upload } from './upload.js';
import { currentSubject, onQuery, restore, searchState, searchWithFile } from './query.js';
import { applyThreshold, runSearch } from './results.js';
import { drawNow } from './activity.js';
import { showSystem } from './system.js';
import { showReference } from './reference.js';
import { tourDid } from './tour.js';
import './copy.js';

// Views by the address's fragment, and what concerns the whole page: drop, paste, the lock.

const TITLES = { search: 'Search', add: 'Add pictures', activity: 'Activity', system: 'System', api: 'API' };
let shownView = null;
let restored = null; // the address of the search that the form has

function showView(view, focus) {
  const moved = shownView !== null && shownView !== view;
  shownView = view;
  for (const name of VIEWS) {
    $(`view-${name}`).hidden = name !== view;
    const link = document.querySelector(`nav [data-view=${name}]`);
    if (name === view) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  document.title = `${TITLES[view]} · cider`;
  if (view === 'activity') {
    drawNow();
    tourDid('activity');
  }
  if (view === 'system') showSystem();
  if (view === 'api') showReference();
  if (focus && moved) {
    $('main').focus({ preventScroll: true });
    scrollTo(0, 0);
  }
}

/** Shows what the address says. */
async function route(focus = true) {
  if (location.hash === '#main') return;
  const { view, search } = parse(location.hash);
  showView(view, focus);
  const address = format('search', search);
  if (view !== 'search' || address === restored) return;
  restored = address;
  if (!await restore(search)) toast('This browser no longer has the picture of that search. Choose it again.');
  remember();
  await runSearch();
}

/** Notes the state of the form, so that the way back to the search leads to it. */
function remember() {
  restored = format('search', searchState());
  document.querySelector('nav [data-view=search]').setAttribute('href', restored);
}

/** Writes the form's state to the address, as a step of the history or in place of the current one. */
function write(step) {
  const before = restored;
  remember();
  if (step && before !== restored) history.pushState(null, '', restored);
  else history.replaceState(null, '', restored);
  showView('search', false);
}

onQuery(() => {
  write(true);
  if (currentSubject()) tourDid('search');
  runSearch();
}, () => {
  write(false);
  applyThreshold();
});
window.addEventListener('hashchange', () => route());

// ---- dropping and pasting, anywhere on the page
const isAdding = () => !$('view-add').hidden;
const zone = () => (isAdding() ? $('drop-many') : $('drop'));
let depth = 0;
const leave = () => document.querySelectorAll('.over').forEach((element) => element.classList.remove('over'));
window.addEventListener('dragenter', (event) => {
  if (![...event.dataTransfer.types].includes('Files')) return;
  depth += 1;
  zone().classList.add('over');
});
window.addEventListener('dragleave', () => {
  depth = Math.max(0, depth - 1);
  if (!depth) leave();
});
window.addEventListener('dragover', (event) => event.preventDefault());
window.addEventListener('drop', async (event) => {
  event.preventDefault();
  depth = 0;
  leave();
  const files = await droppedFiles(event.dataTransfer);
  if (isAdding()) upload(files);
  else if (files.length > 1) toast('A search takes one picture. To add several, open “Add”.');
  else if (files.length === 1) searchWithFile(files[0]);
});
window.addEventListener('paste', (event) => {
  const [file] = [...event.clipboardData.files].filter((some) => some.type.startsWith('image/'));
  if (!file) return;
  event.preventDefault();
  if (isAdding()) upload([file]);
  else searchWithFile(file);
});

// ---- keys: / finds by id
window.addEventListener('keydown', (event) => {
  const typing = event.target.matches?.('input, select, textarea') || document.querySelector('dialog[open]');
  if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey || $('view-search').hidden) return;
  event.preventDefault();
  $('find-id').focus();
});

// ---- the lock
let unlocking = null;
onLocked(() => {
  unlocking ??= new Promise((resolve) => {
    $('login').showModal();
    $('login-form').onsubmit = async (event) => {
      event.preventDefault();
      try {
        await logIn($('token').value);
        $('login').close();
        unlocking = null;
        resolve();
      } catch (error) {
        $('login-error').textContent = error.message;
      }
    };
  });
  return unlocking;
});
$('login').addEventListener('cancel', (event) => event.preventDefault());

route(false);
