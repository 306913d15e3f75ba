/**
 * Figures from scores: {@link io.ciderstream.evaluation.metric.Tally} turns each query's row of
 * scores into ranks and these into average precision; {@link
 * io.ciderstream.evaluation.metric.GlobalAveragePrecision} judges recognition. Plain arithmetic on
 * the caller's thread.
 */
package io.ciderstream.evaluation.metric;
