
'use strict';
const pairs = JSON.parse(document.getElementById('pairs').textContent);
const byId = (id) => document.getElementById(id);
const inspector = byId('inspector');
const served = location.protocol !== 'file:';
let marks = {};
let at = 0;
let lines = true;
let pending = Promise.resolve();

function problem(text) {
  byId('problem').textContent = text;
  byId('problem').hidden = !text;
}

async function call(url, body) {
  const response = await fetch(url, body === undefined ? {} : {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.problem);
  return answer;
}

function classes() { return new Set(pairs.map((pair) => pair.class)); }

function show() {
  const pair = pairs[at];
  if (!pair) { problem('There is no pair to inspect.'); return; }
  document.querySelector('main').hidden = false;
  const name = pair.className && pair.className !== pair.class ? ' – ' + pair.className : '';
  byId('class').textContent = 'Class ' + pair.class + name;
  byId('left').src = pair.left;
  byId('right').src = pair.right;
  byId('left-text').textContent = 'Evaluation: ' + pair.query + (pair.queryName ? ' – ' + pair.queryName : '');
  byId('right-text').textContent = 'Training: ' + pair.file;
  const found = pair.matches.map((match) =>
    match.method + ': ' + match.inliers + ' inliers' + (match.mirrored ? ' (mirrored)' : ''));
  byId('facts').textContent = 'Pair ' + (at + 1) + ' of ' + pairs.length + '; cosine ' + pair.cosine.toFixed(3)
    + (found.length ? '; ' + found.join(', ') : '') + (pair.named ? '; the names agree' : '');
  byId('mark').textContent = marks[pair.id] || '';
  const all = classes();
  const excluded = new Set(pairs.filter((one) => marks[one.id] === 'same').map((one) => one.class));
  byId('progress').textContent = Object.keys(marks).length + ' of ' + pairs.length + ' pairs marked, '
    + excluded.size + ' of ' + all.size + ' classes excluded';
  draw();
}

function draw() {
  const svg = byId('lines');
  svg.replaceChildren();
  const match = pairs[at] && pairs[at].matches[0];
  if (!lines || !match) return;
  const frame = byId('pair').getBoundingClientRect();
  const left = byId('left').getBoundingClientRect();
  const right = byId('right').getBoundingClientRect();
  const element = (name, values) => {
    const made = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(values)) made.setAttribute(key, value);
    svg.append(made);
  };
  for (const [qx, qy, px, py] of match.points) {
    const x1 = left.left - frame.left + qx * left.width, y1 = left.top - frame.top + qy * left.height;
    const x2 = right.left - frame.left + px * right.width, y2 = right.top - frame.top + py * right.height;
    element('line', { x1, y1, x2, y2 });
    element('circle', { cx: x1, cy: y1, r: 2.5 });
    element('circle', { cx: x2, cy: y2, r: 2.5 });
  }
}

function go(to) {
  if (to >= 0 && to < pairs.length) { at = to; show(); }
}

function nextClass(from) {
  let to = from;
  while (to < pairs.length && pairs[to].class === pairs[from].class) to++;
  return to;
}

function previousClass(from) {
  let to = from;
  while (to > 0 && pairs[to - 1].class === pairs[from].class) to--;
  if (to === from && to > 0) to = previousClass(to - 1);
  return to;
}

function mark(value) {
  if (!served) { problem('Marks are kept by ./cider audit-overlap review FOLDER; open the address that it prints.'); return; }
  if (!inspector.value.trim()) { problem('Enter your name first.'); inspector.focus(); return; }
  const pair = pairs[at];
  const from = at;
  const name = inspector.value.trim();
  pending = pending.then(async () => {
    try {
      const answer = await call('marks', { inspector: name, pair: pair.id, mark: value });
      problem('');
      marks = answer.marks;
    } catch (error) {
      at = from;
      problem('The mark was not kept: ' + error.message);
    }
    show();
  });
  if (value === 'same') go(Math.min(nextClass(at), pairs.length - 1));
  if (value === 'different') go(at + 1);
}

async function load() {
  if (!served) { problem('This page only shows pairs. To mark them, run ./cider audit-overlap review FOLDER.'); return; }
  try {
    const answer = await call('marks?inspector=' + encodeURIComponent(inspector.value.trim()));
    marks = answer.marks;
    byId('inspectors').replaceChildren(...answer.inspectors.map((name) => {
      const option = document.createElement('option');
      option.value = name;
      return option;
    }));
    problem('');
  } catch (error) {
    problem('The marks cannot be read: ' + error.message);
  }
  show();
}

inspector.addEventListener('change', load);
for (const id of ['left', 'right']) byId(id).addEventListener('load', draw);
addEventListener('resize', draw);
const actions = {
  s: () => mark('same'),
  d: () => mark('different'),
  u: () => mark('none'),
  l: () => { lines = !lines; draw(); },
  ArrowLeft: () => go(at - 1),
  ArrowRight: () => go(at + 1),
  ArrowUp: () => go(previousClass(at)),
  ArrowDown: () => go(nextClass(at)),
};
addEventListener('keydown', (event) => {
  if (event.target === inspector) {
    if (event.key === 'Enter') inspector.blur();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || !actions[event.key]) return;
  event.preventDefault();
  actions[event.key]();
});
byId('same').addEventListener('click', actions.s);
byId('different').addEventListener('click', actions.d);
byId('undo').addEventListener('click', actions.u);
byId('previous').addEventListener('click', actions.ArrowLeft);
byId('next').addEventListener('click', actions.ArrowRight);
show();
load();
