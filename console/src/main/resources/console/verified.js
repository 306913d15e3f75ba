import { count } from './dom.js';

// What verification says of a match.

export const inliers = ({ inliers: n }) => `${count(n)} ${n === 1 ? 'inlier' : 'inliers'}`;

/** The boxes around the subject, and, if it is the same place, around what the query's picture shows too. */
export function boxesOf({ boxes = [], verification }) {
  return verification?.verified && verification.box ? [...boxes, { ...verification.box, matched: true }] : boxes;
}

/** Where a verified match was found in the picture that the form shows, the first of those searched with. */
export const queryBox = ({ verification, query_index: at = 0 }) => (verification.verified && !at ? verification.query_box : null);
