import { logIn, onLocked } from './api.js';
import { $, toast } from './dom.js';
import { droppedFiles, upload } from './upload.js';
import { onQuery, searchWithFile } from './query.js';
import { runSearch, showLatest } from './results.js';
import { drawNow } from './activity.js';
import './filter.js';

// Views by the address's fragment, and what concerns the whole page: drop, paste, the lock.

const VIEWS = { search: 'Search', add: 'Add pictures', activity: 'Activity' };

function route(focus = true) {
  const view = location.hash.slice(1) in VIEWS ? location.hash.slice(1) : 'search';
  for (const name of Object.keys(VIEWS)) {
    $(`view-${name}`).hidden = name !== view;
    const link = document.querySelector(`nav [data-view=${name}]`);
    if (name === view) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  document.title = `${VIEWS[view]} · cider`;
  if (view === 'activity') drawNow();
  if (focus) {
    $('main').focus({ preventScroll: true });
    scrollTo(0, 0);
  }
}

window.addEventListener('hashchange', () => {
  if (location.hash !== '#main') route();
});

// ---- dropping and pasting, anywhere on the page
const isAdding = () => !$('view-add').hidden;
const zone = () => (isAdding() ? $('drop-many') : $('drop'));
let depth = 0;
window.addEventListener('dragenter', (event) => {
  if (![...event.dataTransfer.types].includes('Files')) return;
  depth += 1;
  zone().classList.add('over');
});
window.addEventListener('dragleave', () => {
  depth = Math.max(0, depth - 1);
  if (!depth) document.querySelectorAll('.over').forEach((element) => element.classList.remove('over'));
});
window.addEventListener('dragover', (event) => event.preventDefault());
window.addEventListener('drop', async (event) => {
  event.preventDefault();
  depth = 0;
  document.querySelectorAll('.over').forEach((element) => element.classList.remove('over'));
  const files = await droppedFiles(event.dataTransfer);
  if (isAdding()) {
    upload(files);
  } else if (files.length > 1) {
    toast('A search takes one picture. To add several, open “Add”.');
  } else if (files.length === 1) {
    location.hash = '#search';
    searchWithFile(files[0]);
  }
});
window.addEventListener('paste', (event) => {
  const [file] = [...event.clipboardData.files].filter((some) => some.type.startsWith('image/'));
  if (!file) return;
  event.preventDefault();
  if (isAdding()) upload([file]);
  else {
    location.hash = '#search';
    searchWithFile(file);
  }
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

onQuery(runSearch);
route(false);
showLatest();
