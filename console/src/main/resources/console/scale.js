// The vertical axis of a chart. A single burst would flatten everything else on a linear axis: then
// it is logarithmic, with 0 at its foot.

const BURST = 12; // times the usual high

/** Returns whether the largest value is a burst: far above nine tenths of the values that are not 0. */
export function hasBurst(values) {
  const sorted = values.filter((value) => value > 0).sort((a, b) => a - b);
  if (sorted.length < 10) return false;
  const usual = sorted[Math.floor(0.9 * (sorted.length - 1))];
  const median = sorted[Math.floor(0.5 * (sorted.length - 1))];
  return sorted.at(-1) > BURST * Math.max(1, Math.min(usual, 2 * median));
}

/** A whole, round number of which four reach the value. */
export function step(value) {
  if (value <= 4) return 1;
  const magnitude = 10 ** Math.floor(Math.log10(value / 4));
  return [1, 2, 5, 10].map((some) => some * magnitude).find((some) => 4 * some >= value);
}

export const LINEAR = {
  name: 'linear',
  to: (value) => value,
  /** The values that have a line. */
  ticks: (most) => {
    const all = [0];
    while (all.at(-1) < most) all.push(all.at(-1) + step(most));
    return all;
  },
};

export const LOGARITHMIC = {
  name: 'logarithmic',
  to: (value) => Math.asinh(value),
  ticks: (most) => {
    const powers = Math.ceil(Math.log10(Math.max(10, most)));
    const every = Math.ceil(powers / 4);
    const all = [0];
    for (let power = powers % every; power <= powers; power += every) all.push(10 ** power);
    return all;
  },
};
