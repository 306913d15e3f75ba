// Small helpers to build elements without markup in strings.

export const $ = (id) => document.getElementById(id);

/** An element with properties, attributes (kebab-case or aria-), and children. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (key === 'class') element.className = value;
    else if (key === 'style') for (const [k, v] of Object.entries(value)) element.style.setProperty(k, v);
    else if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (key in element && !key.includes('-')) element[key] = value;
    else element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const SVG = 'http://www.w3.org/2000/svg';

/** An SVG element. */
export function s(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

const keys = new WeakMap();

/**
 * Shows an element for each item in a list. What is shown of an item already stays as it is, with
 * its focus, as long as the items keep their order; the focus of what goes passes to what follows.
 */
export function fill(list, items, make) {
  const old = [...list.children];
  const known = new Map(old.map((element) => [keys.get(element), element]));
  const elements = items.map((item, i) => {
    const key = JSON.stringify(item);
    const element = known.get(key) ?? make(item, i);
    keys.set(element, key);
    return element;
  });
  const focused = old.findIndex((element) => element.contains(document.activeElement));
  const staying = new Set(elements);
  old.filter((element) => !staying.has(element)).forEach((element) => element.remove());
  elements.forEach((element, i) => {
    if (list.children[i] !== element) list.insertBefore(element, list.children[i] ?? null);
  });
  if (focused >= 0 && !list.contains(document.activeElement)) {
    elements[Math.min(focused, elements.length - 1)]?.querySelector('button')?.focus({ preventScroll: true });
  }
}

const ICONS = {
  heat: 'M12 3c1 4 5 6 5 10a5 5 0 0 1-10 0c0-2 1-3 2-4 0 2 1 3 2 3 1-3-1-5 1-9Z',
  info: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 11v5M12 8v.01',
  bin: 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10 11v5M14 11v5',
};

/** A button that shows an icon only. */
export function iconButton(icon, label, onclick) {
  return h('button', { type: 'button', class: 'icon', 'aria-label': label, title: label, onclick },
    s('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' }, s('path', { d: ICONS[icon] })));
}

/** Boxes (0..1) over a picture of that size; those with matched are where a match was verified. */
export function drawBoxes(svg, boxes, width, height, fit = 'slice') {
  svg.setAttribute('viewBox', `0 0 ${width || 1} ${height || 1}`);
  svg.setAttribute('preserveAspectRatio', `xMidYMid ${fit}`);
  svg.replaceChildren(...boxes.flatMap((box) => ['under', 'over'].map((kind) => s('rect', {
    class: box.matched ? `${kind} matched` : kind, x: box.x1 * width, y: box.y1 * height, rx: Math.min(width, height) * 0.008,
    width: (box.x2 - box.x1) * width, height: (box.y2 - box.y1) * height,
  }))));
}

/** An attention map as a canvas of one pixel a value. */
export function heatMap({ width, height, values }) {
  const bytes = Uint8Array.from(atob(values), (c) => c.charCodeAt(0));
  const canvas = h('canvas', { width, height });
  const context = canvas.getContext('2d');
  const image = context.createImageData(width, height);
  const most = Math.max(1, ...bytes);
  bytes.forEach((value, i) => {
    const t = value / most;
    image.data.set([255 * Math.min(1, t * 1.9), 255 * Math.max(0, t * 1.7 - 0.55), 90 * (1 - t), 60 + 195 * t], i * 4);
  });
  context.putImageData(image, 0, 0);
  return canvas;
}

let asked = Promise.resolve();

/** Asks in a dialog, one question after the other; true if the answer was yes. */
export function confirm(question) {
  asked = asked.then(() => ask(question));
  return asked;
}

function ask({ title, text, yes, no }) {
  const dialog = $('confirm');
  $('confirm-title').textContent = title;
  $('confirm-text').textContent = text;
  $('confirm-yes').textContent = yes;
  $('confirm-no').textContent = no;
  dialog.returnValue = 'no';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
  });
}

export function toast(text, bad = false) {
  const element = h('p', { class: bad ? 'toast bad' : 'toast' }, text);
  $('toasts').append(element);
  setTimeout(() => element.remove(), bad ? 9000 : 4000);
}

const number = new Intl.NumberFormat('en');
export const count = (n) => number.format(n);

export function bytes(n) {
  if (n < 1024) return `${n} B`;
  return n < 1048576 ? `${(n / 1024).toFixed(0)} KB` : `${(n / 1048576).toFixed(1)} MB`;
}

export function millis(ms) {
  if (!ms) return '–';
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(ms < 10000 ? 1 : 0)} s`;
}
