/**
 * Measures a network during its training: {@link io.ciderstream.train.learn.measure.Measurement}
 * embeds an evaluation's pictures and uses {@link io.ciderstream.evaluation.RowRetrieval}. On the
 * training thread.
 */
package io.ciderstream.train.learn.measure;
