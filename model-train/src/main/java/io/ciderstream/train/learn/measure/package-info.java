/**
 * What a network that learns can do so far: {@link io.ciderstream.train.learn.measure.Measurement}
 * describes an evaluation's pictures and asks {@link io.ciderstream.evaluation.RowRetrieval}. On
 * the training thread.
 */
package io.ciderstream.train.learn.measure;
