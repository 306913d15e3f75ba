import { h, s } from './dom.js';

// Small line charts over the last minutes, as SVG that stretches with its box.

const MINUTES = 5;
const WIDTH = 300;
const HEIGHT = 100;

/** A round number above the largest value. */
function ceiling(value) {
  if (value <= 1) return 1;
  const magnitude = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((step) => step * magnitude).find((step) => step >= value);
}

/** series: [{name, color, value(snapshot)}]; unit(value) is the text of a value. */
export function chart(title, series, unit) {
  const lines = series.map(({ color }) => s('path', { class: 'series', stroke: color }));
  const rules = [0, 0.5, 1].map((y) => s('line', { class: 'rule', x1: 0, x2: WIDTH, y1: y * HEIGHT, y2: y * HEIGHT }));
  const svg = s('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': title }, ...rules, ...lines);
  const top = h('span', {}, '');
  const element = h('section', { class: 'panel chart', 'aria-label': title },
    h('div', { class: 'chart-head' }, h('h2', {}, title),
      h('div', { class: 'legend' }, ...series.map(({ name, color }) => h('span', { style: { '--k': color } }, name)))),
    svg,
    h('div', { class: 'axis' }, h('span', {}, `${MINUTES} min ago`), top, h('span', {}, 'now')));

  function draw(snapshots) {
    if (!snapshots.length) return;
    const now = snapshots.at(-1).at_ms;
    const x = (at) => WIDTH * (1 - (now - at) / (MINUTES * 60_000));
    const most = ceiling(Math.max(...snapshots.flatMap((one) => series.map(({ value }) => value(one)))));
    series.forEach(({ value }, i) => {
      const points = snapshots.map((one) => `${x(one.at_ms).toFixed(1)} ${(HEIGHT * (1 - value(one) / most)).toFixed(1)}`);
      lines[i].setAttribute('d', `M${points.join('L')}`);
    });
    top.textContent = `scale 0 to ${unit(most)}`;
    svg.setAttribute('aria-label', `${title} now: ${series.map(({ name, value }) => `${name} ${unit(value(snapshots.at(-1)))}`).join(', ')}`);
  }
  return { element, draw };
}
