// What a score says. A score is the cosine similarity of two descriptors, almost 1 for the same picture.

const BANDS = [
  { least: 0.9, name: 'identical', text: 'nearly identical' },
  { least: 0.5, name: 'strong', text: 'strong' },
  { least: 0.3, name: 'possible', text: 'possible' },
  { least: -1, name: 'weak', text: 'weak' },
];

/** Returns the band of a score: {name, text}. */
export const band = (score) => BANDS.find(({ least }) => score >= least) ?? BANDS.at(-1);

/** A score as text, such as 0.534. */
export const scoreText = (score) => score.toFixed(3);
