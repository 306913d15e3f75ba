import * as api from './api.js';
import { heatMap, toast } from './dom.js';

// The attention map of the model over a card.

export const isSame = (a, b) => a.partition === b.partition && a.offset === b.offset;

/** The attention map of what a card shows, or why there is none. */
async function attentionOf({ image_id: id, source }) {
  try {
    const made = await api.descriptor(id);
    if (!isSame(made.source, source)) return { why: `“${id}” was replaced in the meantime.` };
    if (!made.attention) return { why: 'The model that embedded this picture has no attention map.' };
    return { attention: made.attention };
  } catch (error) {
    return { why: error.status === 404 ? `“${id}” was deleted in the meantime.` : error.message };
  }
}

/** Shows the map of a match in its frame, or hides it. */
export async function toggleHeat(match, frame, button) {
  const old = frame.querySelector('canvas');
  if (old) {
    old.remove();
    button.setAttribute('aria-pressed', 'false');
    return;
  }
  const { attention, why } = await attentionOf(match);
  const image = frame.querySelector('img');
  if (!image) {
    toast(`No heat map is available for “${match.image_id}”. ${frame.querySelector('.gone').textContent}`);
  } else if (why) {
    toast(why);
  } else if (!frame.querySelector('canvas')) {
    image.after(heatMap(attention));
    button.setAttribute('aria-pressed', 'true');
  }
}
