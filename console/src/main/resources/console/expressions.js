// Filters as people type them (shop = north) and as the index takes them (metadata["shop"] == "north").

const TYPED = /^\s*(?:"((?:[^"\\]|\\.)*)"|([^\s=!<>"()[\]][^=!<>"()[\]]*?))\s*(==|!=|>=|<=|=|>|<|:)\s*(\S.*?)\s*$/s;
const SIMPLE = /^metadata\[("(?:[^"\\]|\\.)*")\] (==|!=|>=|<=|>|<) ("(?:[^"\\]|\\.)*"|[-+.\deE]+|true|false)$/s;
const TIME = 'captured_at';

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The literal of a typed value: the type is that of the examples, else what it looks like. */
function literal(text, examples) {
  const value = parsed(text);
  if (typeof value === 'string') return JSON.stringify(value);
  if (examples.length && examples.every((example) => example.startsWith('"'))) return JSON.stringify(text);
  return typeof value === 'number' || typeof value === 'boolean' ? text : JSON.stringify(text);
}

function time(text) {
  const at = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
  return Number.isNaN(at) ? text : String(at);
}

/**
 * Returns the expression of what was typed; null if it is not complete. names: example values, as
 * literals, by the name of metadata. What is not "name, operator, value" is an expression already.
 */
export function expression(typed, names = {}) {
  const text = typed.trim();
  const [, quoted, bare, operator, value] = TYPED.exec(text) ?? [];
  if (!operator) return text.length > 2 && /[[(]|\b(and|or|not|exists|like)\b|[=<>]/.test(text) && !/[=<>:!]$/.test(text) ? text : null;
  if (/\b(and|or|like|in)\b|&&|\|\|/.test(bare ?? '') || (/^[^"]*\b(and|or)\b/.test(value) && /[=<>[]/.test(value))) return text;
  const sign = operator === '=' || operator === ':' ? '==' : operator;
  const name = quoted === undefined ? bare.trim() : parsed(`"${quoted}"`) ?? quoted;
  if (quoted === undefined && name === TIME) return `${TIME} ${sign} ${time(value)}`;
  return `metadata[${JSON.stringify(name)}] ${sign} ${literal(value, names[name] ?? [])}`;
}

/** Returns what a chip shows for an expression. */
export function label(filter) {
  const [, name, operator, value] = SIMPLE.exec(filter) ?? [];
  if (!name) return filter;
  const text = parsed(value);
  return `${parsed(name)} ${operator === '==' ? '=' : operator} ${typeof text === 'string' ? text : value}`;
}

/** Returns what to type for an expression, to change it. */
export function typedAs(filter) {
  const [, name, operator, value] = SIMPLE.exec(filter) ?? [];
  if (!name) return filter;
  const plain = parsed(name);
  return `${/[=!<>"()[\]:]/.test(plain) ? name : plain} ${operator === '==' ? '=' : operator} ${value}`;
}

/** Joins filters with "and". */
export function joined(filters) {
  return filters.map((filter) => (filters.length > 1 && !SIMPLE.test(filter) ? `(${filter})` : filter)).join(' and ');
}

const COMPARED = {
  '==': (a, b) => a === b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/** Returns whether metadata fits a filter; true if only the index can tell. */
export function accepts(filter, metadata) {
  const [, name, operator, value] = SIMPLE.exec(filter) ?? [];
  if (!name) return true;
  const has = metadata[parsed(name)];
  const wanted = parsed(value);
  return operator === '!=' ? has !== wanted : typeof has === typeof wanted && COMPARED[operator](has, wanted);
}

/** Returns completions of what was typed, at most 40: "name = value" for each example. */
export function completions(typed, names) {
  const text = typed.trim().toLowerCase();
  const options = [];
  for (const [name, values] of Object.entries(names)) {
    const shown = /[=!<>"()[\]:]/.test(name) ? JSON.stringify(name) : name;
    const all = values.length ? values.map((value) => `${shown} = ${value}`) : [`${shown} = `];
    options.push(...all.filter((option) => option.toLowerCase().includes(text)
      || option.replaceAll('"', '').toLowerCase().includes(text.replaceAll('"', ''))).slice(0, 8));
  }
  return options.slice(0, 40);
}
