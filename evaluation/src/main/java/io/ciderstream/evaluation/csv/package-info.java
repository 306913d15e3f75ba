/**
 * Comma-separated lists, of training data and of ground truths alike: {@link
 * io.ciderstream.evaluation.csv.Csv}. On the caller's thread.
 */
package io.ciderstream.evaluation.csv;
