import { description } from './api.js';
import { copyText, quoted } from './copy.js';
import { $, h } from './dom.js';

// The reference of the HTTP API, made from its OpenAPI document.

const METHODS = ['get', 'put', 'post', 'delete'];
let loaded = false;

/** Text with `code` in it. */
const prose = (text = '') => text.split('`').map((part, i) => (i % 2 ? h('code', {}, part) : part));

function resolve(document, schema = {}) {
  return schema.$ref ? schema.$ref.slice(2).split('/').reduce((node, key) => node[key], document) : schema;
}

function type(document, given) {
  const schema = resolve(document, given);
  if (given?.$ref) return given.$ref.split('/').at(-1);
  if (schema.enum) return schema.enum.join(' | ');
  if (schema.oneOf) return schema.oneOf.map((some) => type(document, some)).join(' or ');
  const name = [schema.type ?? 'any'].flat().join(' or ');
  const bounds = [schema.minimum !== undefined && `from ${schema.minimum}`, schema.maximum !== undefined && `to ${schema.maximum}`].filter(Boolean).join(' ');
  return schema.items ? `list of ${type(document, schema.items)}` : `${name}${bounds ? ` ${bounds}` : ''}`;
}

function fields(list) {
  return h('dl', { class: 'params' }, ...list.flatMap(({ name, type: text, required, description: why }) => [
    h('dt', {}, h('code', {}, name), h('span', { class: 'muted small' }, ` ${text}${required ? ', required' : ''}`)),
    h('dd', {}, ...prose(why))]));
}

function properties(document, given) {
  const schema = resolve(document, given);
  return Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name, type: type(document, property), required: (schema.required ?? []).includes(name),
    description: property.description ?? resolve(document, property).description,
  }));
}

function command(path, method, operation, all) {
  const url = new URL(path.replace(/^\//, ''), location.href.replace(/#.*/s, '')).href;
  const parts = ['curl'];
  const types = Object.keys(operation.requestBody?.content ?? {});
  if (types.some((some) => some.startsWith('image/') || some === 'application/octet-stream')) parts.push('--data-binary', '@photo.jpg');
  else if (types.length) {
    const [first] = properties(all, operation.requestBody.content[types[0]].schema);
    parts.push('-H', "'Content-Type: application/json'", '-d', quoted(JSON.stringify({ [first?.name ?? 'name']: '…' })));
  }
  if (method !== 'get' && !(method === 'post' && types.length)) parts.splice(1, 0, '-X', method.toUpperCase());
  return `${parts.join(' ')} ${quoted(url.replaceAll('%7B', '{').replaceAll('%7D', '}'))}`;
}

function answers(document, operation) {
  return Object.entries(operation.responses).map(([status, response]) => {
    const content = Object.entries(resolve(document, response).content ?? {})
      .map(([media, { schema }]) => `${media}${schema?.$ref ? `, ${schema.$ref.split('/').at(-1)}` : ''}`).join('; ');
    return { name: status === 'default' ? 'other' : status, type: content, description: resolve(document, response).description };
  });
}

function section(title, content) {
  return content.length ? [h('h3', {}, title), fields(content)] : [];
}

function operationOf(document, path, method, operation, shared) {
  const parameters = [...shared, ...(operation.parameters ?? [])].map((one) => resolve(document, one)).map((one) => ({
    name: one.name, type: `${one.in === 'path' ? 'in the path, ' : ''}${type(document, one.schema)}`, required: one.required, description: one.description,
  }));
  const json = operation.requestBody?.content?.['application/json']?.schema;
  const example = command(path, method, operation, document);
  return h('details', { class: 'operation' },
    h('summary', {}, h('span', { class: `method ${method}` }, method.toUpperCase()), h('code', {}, path),
      h('span', { class: 'muted' }, operation.summary)),
    h('div', { class: 'operation-body' },
      operation.description ? h('p', {}, ...prose(operation.description)) : null,
      h('div', { class: 'example' }, h('pre', { tabIndex: 0, 'aria-label': `Example of ${method.toUpperCase()} ${path}` }, h('code', {}, example)),
        h('button', { type: 'button', class: 'link', 'aria-label': `Copy the example of ${method.toUpperCase()} ${path}`, onclick: () => copyText(example, 'Copied.') }, 'Copy')),
      ...section('Parameters', parameters),
      ...(json ? section('Fields of a JSON body', properties(document, json)) : []),
      ...section('Answers', answers(document, operation))));
}

function schemas(document) {
  return Object.entries(document.components?.schemas ?? {}).map(([name, schema]) => h('details', { class: 'operation' },
    h('summary', {}, h('code', {}, name), h('span', { class: 'muted' }, schema.description ?? '')),
    h('div', { class: 'operation-body' }, fields(properties(document, schema)))));
}

/** Shows the reference; reads the document once. */
export async function showReference() {
  if (loaded) return;
  try {
    const document = await description();
    const groups = new Map((document.tags ?? []).map(({ name }) => [name, []]));
    for (const [path, item] of Object.entries(document.paths)) {
      for (const method of METHODS.filter((some) => item[some])) {
        const tag = item[method].tags?.[0] ?? 'other';
        if (!groups.has(tag)) groups.set(tag, []);
        groups.get(tag).push(operationOf(document, path, method, item[method], item.parameters ?? []));
      }
    }
    $('reference-intro').replaceChildren(...prose(document.info.description));
    $('reference').replaceChildren(
      ...[...groups].map(([tag, operations]) => h('section', { class: 'panel' }, h('h2', {}, tag[0].toUpperCase() + tag.slice(1)), ...operations)),
      h('section', { class: 'panel' }, h('h2', {}, 'Types'), ...schemas(document)));
    loaded = true;
  } catch (error) {
    $('reference-intro').textContent = error.message;
  }
}
