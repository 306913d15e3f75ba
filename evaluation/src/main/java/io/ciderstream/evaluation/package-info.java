/**
 * Measures how good a model is, through the embedder that serves it. Enter at {@link
 * io.ciderstream.evaluation.Evaluator} for published sets, or at {@link
 * io.ciderstream.evaluation.RowRetrieval} with given descriptors, such as after an epoch. The way:
 * {@code truth} reads a set, {@code feature} embeds its pictures, {@code search} scores every query
 * with every picture, {@code metric} makes figures of the scores. On the caller's thread, but for
 * inference and matrix products.
 */
package io.ciderstream.evaluation;
