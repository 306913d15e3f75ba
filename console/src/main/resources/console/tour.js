import { $ } from './dom.js';

// The first steps with an empty index. Each is ticked when it is done; the tour ends with the last.

const KEY = 'cider-tour';
const STEPS = ['add', 'search', 'activity'];
const done = new Set();
let running = false;

function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return 'over'; // no storage: it would come again and again
  }
}

function end() {
  running = false;
  $('tour').hidden = true;
  try {
    localStorage.setItem(KEY, 'over');
  } catch {
    // it may begin again with the next empty index
  }
}

function show() {
  const now = STEPS.find((step) => !done.has(step));
  for (const step of STEPS) {
    const item = document.querySelector(`#tour [data-step=${step}]`);
    item.classList.toggle('done', done.has(step));
    if (step === now) item.setAttribute('aria-current', 'step');
    else item.removeAttribute('aria-current');
    item.querySelector('.sr-only').textContent = done.has(step) ? 'Done: ' : '';
  }
  $('tour').hidden = !running;
}

/** The number of pictures: none begins the tour, the first one is its first step. */
export function tourSees(pictures) {
  if (pictures === 0 && !running && remembered() !== 'over') running = true;
  if (pictures > 0) tourDid('add');
  else if (running) show();
}

/** A step was done. */
export function tourDid(step) {
  if (!running) return;
  done.add(step);
  show();
  if (STEPS.every((some) => done.has(some))) end();
}

$('tour-close').addEventListener('click', () => {
  end();
  $('file').focus();
});
