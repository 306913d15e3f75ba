/**
 * Finds the classes of a training set that also occur in an evaluation set, as Song et al. (CVPR
 * 2024, section 3) did: {@link io.ciderstream.overlap.OverlapAudit} embeds both sides, searches,
 * verifies and writes a page for inspectors. Every step keeps its results in the audit's folder, so
 * that an interrupted audit continues. The caller's thread drives; pictures are embedded and
 * verified on others.
 */
package io.ciderstream.overlap;
