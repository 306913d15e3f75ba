// The HTTP API under /v1. Every failure is an Error with the sentence to show.

/** An answer that is a problem of RFC 9457. */
export class Problem extends Error {
  constructor(status, body) {
    super(body.detail || body.title || `The console answered ${status}.`);
    this.status = status;
    this.code = body.code;
    this.conflict = body.conflict;
  }
}

const LOCKED = 'cider-locked';
let unlock = null;

/** What is called when the console wants a token; resolves when there is one. */
export function onLocked(handler) {
  unlock = handler;
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function call(path, options = {}, tries = 3) {
  let response;
  try {
    response = await fetch(path, options);
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Error('The console is unreachable. Is it running?');
  }
  if (response.ok) return response;
  if (response.status === 401 && unlock) {
    await unlock();
    return call(path, options, tries);
  }
  if (response.status === 429 && tries > 0) {
    await pause(1000);
    return call(path, options, tries - 1);
  }
  throw new Problem(response.status, await response.json().catch(() => ({})));
}

const segment = (id) => encodeURIComponent(id);
const json = async (path, options) => (await call(path, options)).json();

export const imageUrl = (id, source, width) => {
  const query = new URLSearchParams();
  if (source) query.set('at', `${source.partition}:${source.offset}`);
  if (width) query.set('width', width);
  return `v1/images/${segment(id)}?${query}`;
};

export const latest = (limit) => json(`v1/images?limit=${limit}`);
export const metadataNames = () => json('v1/metadata');
export const descriptor = (id) => json(`v1/descriptors/${segment(id)}`);
export const deadLetters = () => json('v1/dead-letters?limit=500');
export const system = () => json('v1/system');
export const description = () => json('v1/openapi.json');
export const load = async (url) => (await call(url)).blob();
export const picture = (id, source) => load(imageUrl(id, source));

/** The value of a rejected picture, or a small copy. */
export const letterUrl = (letter, width) =>
  `v1/dead-letters/${letter.partition}/${letter.offset}/content${width ? `?width=${width}` : ''}`;

export const replay = (letter, force = false) =>
  json(`v1/dead-letters/${letter.partition}/${letter.offset}/replay${force ? '?force=true' : ''}`, { method: 'POST' });

export const remove = (id) => json(`v1/images/${segment(id)}?wait=indexed`, { method: 'DELETE' });

export function put(id, file, metadata, signal) {
  const query = new URLSearchParams(metadata.map(([name, value, type]) => [`${type}${name}`, value]));
  return json(`v1/images/${segment(id)}?${query}`, {
    method: 'PUT', body: file, signal, headers: { 'Content-Type': 'application/octet-stream' },
  });
}

/** The fields of a query that say with which indexed pictures to search. */
export const ofIds = (ids, any) => (ids.length === 1 ? { image_id: ids[0] } : { image_ids: ids, ...(any && { combine: 'any' }) });

/**
 * Searches with {blob, region} or {ids, any}; region is [x1, y1, x2, y2], verify a number of candidates, offset the
 * number of best matches to leave out, exclude the ids to leave out, which a search with a blob ignores.
 */
export function search({ blob, ids, any, region, top, offset, verify, filter, group, exclude }, signal) {
  if (blob) {
    const query = new URLSearchParams({ top_k: top });
    if (offset) query.set('offset', offset);
    if (verify) query.set('verify', verify);
    if (filter) query.set('filter', filter);
    if (group) query.set('group_by', group);
    if (region) query.set('region', region.join(','));
    return json(`v1/search?${query}`, {
      method: 'POST', body: blob, signal, headers: { 'Content-Type': 'application/octet-stream' },
    });
  }
  const body = { ...ofIds(ids, any), top_k: top };
  if (offset) body.offset = offset;
  if (exclude.length) body.exclude_self = true;
  if (verify) body.verify = verify;
  if (filter) body.filter = filter;
  if (group) body.group_by = group;
  return json('v1/search', {
    method: 'POST', body: JSON.stringify(body), signal, headers: { 'Content-Type': 'application/json' },
  });
}

export async function logIn(token) {
  const response = await fetch('v1/session', {
    method: 'POST', body: JSON.stringify({ token }), headers: { 'Content-Type': 'application/json' },
  });
  if (!response.ok) throw new Problem(response.status, await response.json().catch(() => ({})));
  sessionStorage.setItem(LOCKED, 'yes');
}

/** Returns whether this console wanted a token from this browser. */
export const wasLocked = () => sessionStorage.getItem(LOCKED) !== null;

/**
 * Listens to the state of the system while the page is visible; handlers: history(list), snapshot(one), lost().
 * A page that is not seen gives its connection back: browsers keep only six to a host.
 */
export function listen(handlers) {
  let events = null;

  function open() {
    if (events || document.hidden) return;
    events = new EventSource('v1/events');
    events.addEventListener('history', (event) => handlers.history(JSON.parse(event.data)));
    events.addEventListener('snapshot', (event) => handlers.snapshot(JSON.parse(event.data)));
    events.onerror = () => {
      handlers.lost();
      if (events?.readyState === EventSource.CLOSED) {
        close();
        // rejected: any request shows the login if that is the reason
        latest(1).catch(() => {}).then(() => pause(2000)).then(open);
      }
    };
  }

  function close() {
    events?.close();
    events = null;
  }

  window.addEventListener('pagehide', close);
  window.addEventListener('pageshow', open);
  document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()));
  open();
}
