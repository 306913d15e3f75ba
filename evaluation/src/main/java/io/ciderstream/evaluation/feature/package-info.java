/**
 * Pictures to descriptors, once: {@link io.ciderstream.evaluation.feature.Extraction} sends a list
 * through a {@link io.ciderstream.evaluation.feature.EvaluationEmbedder}, which is what is served,
 * and keeps the answers in a {@link io.ciderstream.evaluation.feature.FeatureFile}. Files are read
 * on the caller's thread; descriptors arrive on the embedder's.
 */
package io.ciderstream.evaluation.feature;
