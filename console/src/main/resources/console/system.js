import * as api from './api.js';
import { $, count, h, toast } from './dom.js';

// The state of the installation: what its checks found, its index and its topics.

const VERDICTS = { ok: 'Works', warning: 'Warning', problem: 'Problem' };
let loading = false;

function finding({ check, verdict, detail, remedy }) {
  return h('li', { class: `finding ${verdict}` },
    h('span', { class: 'verdict' }, VERDICTS[verdict] ?? verdict),
    h('div', {}, h('b', {}, check), h('p', {}, detail), remedy ? h('p', { class: 'muted small' }, remedy) : null));
}

function summary(findings) {
  const of = (verdict) => findings.filter((some) => some.verdict === verdict).length;
  const problems = of('problem');
  const warnings = of('warning');
  if (!problems && !warnings) return 'Everything that was checked works.';
  return [problems && `${count(problems)} ${problems === 1 ? 'problem' : 'problems'}`,
    warnings && `${count(warnings)} ${warnings === 1 ? 'warning' : 'warnings'}`].filter(Boolean).join(', ').concat('.');
}

function table(caption, head, rows) {
  return h('div', { class: 'scroll', tabIndex: 0, role: 'region', 'aria-label': caption },
    h('table', { class: 'plain-table' },
      h('thead', {}, h('tr', {}, ...head.map((name) => h('th', { scope: 'col' }, name)))),
      h('tbody', {}, ...rows.map((cells) => h('tr', {}, ...cells.map((cell, i) => h('td', { 'data-name': head[i] }, cell)))))));
}

function indexes({ address, error, rows, models }) {
  if (error) return h('p', { class: 'error' }, error);
  if (!models.length) return h('p', { class: 'quiet' }, `There is no index at ${address} yet. The sink creates it with the first picture.`);
  return h('div', {}, h('p', { class: 'muted small' }, `at ${address}`),
    table('Indexes', ['Model', 'Searched', 'Pictures'], models.map(({ hash, served }) => [
      h('code', {}, hash), served ? 'Yes' : 'No', served ? count(rows) : '–'])));
}

function show(system) {
  $('system-note').textContent = `${summary(system.findings)} Checked at ${new Date(system.at_ms).toLocaleTimeString()}.`;
  $('findings').replaceChildren(...system.findings.map(finding));
  $('indexes').replaceChildren(indexes(system.index));
  $('topics').replaceChildren(system.topics.length
    ? table('Topics', ['Topic', 'Partitions', 'Records'], system.topics.map(({ topic, partitions, begin, end }) => [
      topic, count(partitions), end > begin ? `${count(end - begin)} (offsets ${count(begin)} to ${count(end)})` : 'none']))
    : h('p', { class: 'quiet' }, 'Unknown while Kafka is unreachable.'));
}

/** Asks for the state and shows it. */
export async function showSystem() {
  if (loading) return;
  loading = true;
  $('system-again').disabled = true;
  $('system').setAttribute('aria-busy', 'true');
  if (!$('findings').childElementCount) $('system-note').textContent = 'Checking…';
  try {
    show(await api.system());
  } catch (error) {
    $('system-note').textContent = 'The state could not be read.';
    toast(error.message, true);
  }
  $('system').setAttribute('aria-busy', 'false');
  $('system-again').disabled = false;
  loading = false;
}

$('system-again').addEventListener('click', showSystem);
