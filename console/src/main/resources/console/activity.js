import * as api from './api.js';
import { chart } from './charts.js';
import { $, count, h, millis } from './dom.js';
import { loadLetters } from './letters.js';
import { uploadsRefused, uploadsSee } from './upload.js';
import { refreshLatest } from './results.js';

// What happens: counters and charts of the last minutes.

const KEPT = 300;
let history = [];
let lettersSeen = -1;

const rate = (value) => `${value >= 100 ? count(Math.round(value)) : Number(value.toFixed(1))} /s`;
const sample = (one, value) => (one.freshness.count ? value : null);
const charts = [
  chart('Throughput', [
    { name: 'produced', color: '--c1', value: (one) => one.in_per_second },
    { name: 'embedded', color: '--c2', value: (one) => one.described_per_second },
    { name: 'indexed', color: '--c3', value: (one) => one.indexed_per_second },
  ], rate),
  chart('Waiting', [
    { name: 'to embed', color: '--c1', value: (one) => one.embedder_lag },
    { name: 'to index', color: '--c2', value: (one) => one.sink_lag },
    { name: 'queries', color: '--c3', value: (one) => one.searcher_lag },
  ], count),
  chart('Searchable after', [
    { name: 'median', color: '--c1', value: (one) => sample(one, one.freshness.p50_ms) },
    { name: '99 %', color: '--c2', value: (one) => sample(one, one.freshness.p99_ms) },
  ], millis),
];
$('charts').append(...charts.map(({ element }) => element));

const STAGES = ['broker', 'queue', 'decode', 'infer', 'commit', 'sink', 'visible'];
const percent = (share) => `${(100 * share).toFixed(1)} %`;

/** Returns where the time of a canary went: its longest stages. */
function stages(canary) {
  if (!canary) return 'no canary is sent';
  const lost = canary.lost ? ` · ${count(canary.lost)} lost` : '';
  const longest = STAGES.filter((name) => canary.stages_ms[name] > 0)
    .sort((a, b) => canary.stages_ms[b] - canary.stages_ms[a]).slice(0, 3);
  return longest.map((name) => `${name} ${millis(canary.stages_ms[name])}`).join(', ') + lost;
}

const TILES = [
  ['Pictures', (one) => count(one.pictures), (one) => (one.pictures_estimated ? 'at most; the index cannot be asked' : 'can be searched')],
  ['Produced', (one) => count(one.images_in), (one) => rate(one.in_per_second)],
  ['Embedded', (one) => count(one.described), (one) => rate(one.described_per_second)],
  ['Indexed', (one) => count(one.indexed), (one) => rate(one.indexed_per_second)],
  ['Waiting', (one) => count(one.embedder_lag + one.sink_lag), (one) => `${count(one.embedder_lag)} to embed, ${count(one.sink_lag)} to index`],
  ['Searchable after', (one) => millis(one.freshness.p50_ms), (one) => (one.freshness.count ? `99 % within ${millis(one.freshness.p99_ms)}` : 'no picture in five minutes')],
  ['Canary found after', (one) => (one.canary?.stages_ms.total === undefined ? '–' : millis(one.canary.stages_ms.total)), (one) => stages(one.canary)],
  ['Recall', (one) => (one.canary?.recall ? percent(one.canary.recall.estimate) : '–'), (one) => (one.canary?.recall ? `95 %: ${percent(one.canary.recall.low)} to ${percent(one.canary.recall.high)}` : 'no search was audited')],
  ['Rejected', (one) => count(one.dead_letters), () => 'see below'],
].map(([name, value, note]) => {
  const big = h('dd', {}, '–');
  const small = h('dd', { class: 'note' }, ' ');
  $('tiles').append(h('div', { class: 'tile' }, h('dt', {}, name), big, small));
  return (one) => { big.textContent = value(one); small.textContent = note(one); };
});

async function readLetters() {
  try {
    uploadsRefused(await loadLetters());
  } catch {
    lettersSeen = -1; // the next snapshot tries again
  }
}

function pulse(one) {
  const bad = !one.broker_reached;
  $('pulse').dataset.state = bad ? 'bad' : 'on';
  const waiting = one.embedder_lag + one.sink_lag;
  const fresh = one.freshness.count ? ` · searchable after ${millis(one.freshness.p50_ms)}` : '';
  $('pulse-text').textContent = bad ? 'Kafka is unreachable' : `${one.pictures_estimated ? 'at most ' : ''}${count(one.pictures)} pictures`;
  $('pulse-more').textContent = bad ? '' : waiting ? ` · ${count(waiting)} waiting` : fresh;
}

/** A client that does not choose partitions by murmur2 makes deletions miss their pictures. */
function misplaced(one) {
  $('misplaced').hidden = one.misplaced === 0;
  $('misplaced').textContent = one.misplaced === 0 ? ''
    : `${count(one.misplaced)} image ids are in another partition than their key's murmur2 hash says. `
      + 'A client on librdkafka lacks partitioner=murmur2_random, so deletions of other clients can miss its pictures. '
      + 'Set it there; deleting or replacing these pictures here works.';
}

function see(one, before) {
  pulse(one);
  misplaced(one);
  TILES.forEach((tile) => tile(one));
  if (one.dead_letters !== lettersSeen) {
    lettersSeen = one.dead_letters;
    readLetters().then(() => uploadsSee(one)); // the index's position passes rejected pictures too
  } else {
    uploadsSee(one);
  }
  if (before && before.indexed !== one.indexed) refreshLatest();
  if (!$('view-activity').hidden) charts.forEach(({ draw }) => draw(history));
}

export function drawNow() {
  charts.forEach(({ draw }) => draw(history));
}

api.listen({
  history(list) {
    history = list;
    if (list.length) see(list.at(-1));
  },
  snapshot(one) {
    const before = history.at(-1);
    history.push(one);
    if (history.length > KEPT) history.shift();
    see(one, before);
  },
  lost() {
    $('pulse').dataset.state = 'bad';
    $('pulse-text').textContent = 'Reconnecting…';
    $('pulse-more').textContent = '';
  },
});
