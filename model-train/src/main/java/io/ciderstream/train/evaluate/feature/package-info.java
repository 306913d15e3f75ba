/**
 * Pictures to descriptors, once: {@link io.ciderstream.train.evaluate.feature.Extraction} sends a
 * list through a {@link io.ciderstream.train.evaluate.feature.EvaluationEmbedder}, which is what is
 * served, and keeps the answers in a {@link io.ciderstream.train.evaluate.feature.FeatureFile}.
 * Files are read on the caller's thread; descriptors arrive on the embedder's.
 */
package io.ciderstream.train.evaluate.feature;
