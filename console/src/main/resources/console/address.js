// The state of the page in the fragment of its address: #view?name=value&name=value

export const VIEWS = ['search', 'add', 'activity', 'system', 'api'];

/** Of one search. */
export const MOST_PICTURES = 16;

/** The search of an empty form. */
export const NO_SEARCH = Object.freeze({
  ids: Object.freeze([]), // of indexed pictures to search with
  any: false, // matches are to be like any of them, not like their mean
  picture: null, // or the key of a picture that this browser keeps
  find: null, // or an id to show
  region: null, // [x1, y1, x2, y2] in 0 to 1
  filters: Object.freeze([]), // expressions
  verify: null, // number of candidates; null for the default
  min: 0, // smallest score to show
  group: null, // name of metadata of whose values only the best match is shown
  excludeSelf: false,
});

const number = (text, least, most) => {
  const value = Number(text);
  return text !== null && text !== '' && value >= least && value <= most ? value : null;
};

function region(text) {
  const edges = (text ?? '').split(',').map(Number);
  const [x1, y1, x2, y2] = edges;
  return edges.length === 4 && x1 >= 0 && y1 >= 0 && x2 <= 1 && y2 <= 1 && x2 > x1 && y2 > y1 ? edges : null;
}

/** Returns {view, search} of a fragment; what cannot be read has its default. */
export function parse(fragment) {
  const [, name, query] = /^#?([^?]*)\??(.*)$/s.exec(fragment);
  const given = new URLSearchParams(query);
  return {
    view: VIEWS.includes(name) ? name : 'search',
    search: {
      ids: given.getAll('id').filter(Boolean).slice(0, MOST_PICTURES),
      any: given.get('combine') === 'any',
      picture: given.get('picture') || null,
      find: given.get('find') || null,
      region: region(given.get('region')),
      filters: given.getAll('filter').filter((text) => text.trim()),
      verify: number(given.get('verify'), 0, 200),
      min: number(given.get('min'), 0, 1) ?? 0,
      group: given.get('group') || null,
      excludeSelf: given.get('self') === 'no',
    },
  };
}

/** Returns the fragment of a view, for the search with its state. */
export function format(view, search = NO_SEARCH) {
  if (view !== 'search') return `#${view}`;
  const query = new URLSearchParams();
  for (const id of search.ids) query.append('id', id);
  if (search.any) query.set('combine', 'any');
  for (const name of ['picture', 'find']) if (search[name]) query.set(name, search[name]);
  if (search.region) query.set('region', search.region.map((edge) => Number(edge.toFixed(3))).join(','));
  for (const filter of search.filters) query.append('filter', filter);
  if (search.verify !== null) query.set('verify', search.verify);
  if (search.min > 0) query.set('min', search.min);
  if (search.group) query.set('group', search.group);
  if (search.excludeSelf) query.set('self', 'no');
  const text = query.toString();
  return text ? `#search?${text}` : '#search';
}
