import { h } from './dom.js';
import { hasBurst, LINEAR, LOGARITHMIC } from './scale.js';

// Line charts over the last minutes: axes, the values at the pointer or at the arrow keys.

const MINUTES = 5;
const HEIGHT = 180;
const AXIS = 58;

const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const clock = (seconds) => new Date(seconds * 1000).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });

/**
 * A chart. series: [{name, color, value(snapshot)}], where color names a property of the style sheet
 * and null is a gap; unit(value) is the text of a value.
 */
export function chart(title, series, unit) {
  let plot = null;
  let scale = LINEAR;
  let snapshots = [];
  let ticks = [0, 1];
  const values = series.map(() => h('b', {}, '–'));
  const at = h('span', {}, 'now');
  const kind = h('span', { class: 'kind' });
  const field = h('div', { class: 'plot', tabIndex: 0, role: 'slider', 'aria-label': title, 'aria-valuemin': '0', 'aria-valuemax': '0', 'aria-valuenow': '0' });
  const element = h('section', { class: 'panel chart', 'aria-label': title },
    h('div', { class: 'chart-head' }, h('h2', {}, title), h('span', { class: 'muted small' }, at, kind)),
    h('div', { class: 'legend' }, ...series.map(({ name, color }, i) => h('span', { style: { '--k': `var(${color})` } }, `${name} `, values[i]))),
    field);

  /** Shows the values of one moment; the last one unless the pointer or a key chose another. */
  function read(index) {
    const one = snapshots[index ?? snapshots.length - 1];
    if (!one) return;
    const texts = series.map(({ value }) => (value(one) === null ? '–' : unit(value(one))));
    values.forEach((element, i) => { element.textContent = texts[i]; });
    at.textContent = index === null || index === undefined ? 'now' : clock(one.at_ms / 1000);
    field.setAttribute('aria-valuemax', String(snapshots.length - 1));
    field.setAttribute('aria-valuenow', String(index ?? snapshots.length - 1));
    field.setAttribute('aria-valuetext', `${at.textContent}: ${series.map(({ name }, i) => `${name} ${texts[i]}`).join(', ')}`);
  }

  const axis = (more) => ({
    stroke: () => style('--muted'), font: '12px ui-sans-serif, system-ui, sans-serif',
    grid: { stroke: () => style('--line'), width: 1 }, ticks: { show: false }, ...more,
  });

  function create() {
    return new window.uPlot({
      width: field.clientWidth, height: HEIGHT, legend: { show: false }, padding: [8, 18, 0, 0],
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 }, sync: { key: 'activity' } },
      scales: {
        x: { range: () => { const now = snapshots.at(-1).at_ms / 1000; return [now - MINUTES * 60, now]; } },
        y: { range: () => [0, scale.to(ticks.at(-1))] },
      },
      axes: [
        axis({ values: (u, splits) => splits.map((second) => clock(second).slice(0, 5)), size: 26, space: 60, incrs: [60, 120, 300] }),
        axis({ splits: () => ticks.map(scale.to), values: () => ticks.map((value) => (value ? unit(value) : '0')), size: AXIS, gap: 4 }),
      ],
      series: [{}, ...series.map(({ color }) => ({ stroke: () => style(color), width: 2, points: { show: false } }))],
      hooks: { setCursor: [(u) => read(u.cursor.left >= 0 ? u.cursor.idx : null)] },
    }, data(), field);
  }

  const data = () => [snapshots.map((one) => one.at_ms / 1000),
    ...series.map(({ value }) => snapshots.map((one) => (value(one) === null ? null : scale.to(value(one)))))];

  /** Draws the snapshots; the chart must be visible. */
  function draw(next) {
    snapshots = next;
    if (!snapshots.length || !field.clientWidth) return;
    const all = series.flatMap(({ value }) => snapshots.map(value)).filter((value) => value !== null);
    scale = hasBurst(all) ? LOGARITHMIC : LINEAR;
    kind.textContent = scale === LOGARITHMIC ? ' · logarithmic scale' : '';
    ticks = scale.ticks(Math.max(1, ...all));
    if (plot) plot.setData(data());
    else plot = create();
    read(plot.cursor.left >= 0 ? plot.cursor.idx : null);
  }

  field.addEventListener('keydown', (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, Home: -snapshots.length, End: snapshots.length }[event.key];
    if (!plot || !step) return;
    event.preventDefault();
    const from = plot.cursor.left >= 0 ? plot.cursor.idx : snapshots.length - 1;
    const index = Math.min(snapshots.length - 1, Math.max(0, from + step));
    plot.setCursor({ left: plot.valToPos(snapshots[index].at_ms / 1000, 'x'), top: 0 });
  });
  field.addEventListener('blur', () => plot?.setCursor({ left: -10, top: -10 }));
  new ResizeObserver(() => {
    if (plot && field.clientWidth) plot.setSize({ width: field.clientWidth, height: HEIGHT });
    else draw(snapshots);
  }).observe(field);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => plot?.redraw());
  return { element, draw };
}
