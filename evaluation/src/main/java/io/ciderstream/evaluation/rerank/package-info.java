/**
 * What a search can add to the scores of descriptors: query expansion ({@link
 * io.ciderstream.evaluation.rerank.QueryExpansion}), database-side augmentation ({@link
 * io.ciderstream.evaluation.rerank.AugmentedIndex}), re-ranking by k-reciprocal neighbours ({@link
 * io.ciderstream.evaluation.rerank.ReciprocalRanking}) and geometric verification ({@link
 * io.ciderstream.evaluation.rerank.VerifiedCandidates}). Enter at {@link
 * io.ciderstream.evaluation.rerank.RerankedSearch}, which combines them. On the caller's thread.
 */
package io.ciderstream.evaluation.rerank;
