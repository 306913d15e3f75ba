/**
 * Figures from scores: {@link io.ciderstream.train.evaluate.metric.Tally} turns each query's row of
 * scores into ranks and these into average precision; {@link
 * io.ciderstream.train.evaluate.metric.GlobalAveragePrecision} judges recognition. Plain arithmetic
 * on the caller's thread.
 */
package io.ciderstream.train.evaluate.metric;
