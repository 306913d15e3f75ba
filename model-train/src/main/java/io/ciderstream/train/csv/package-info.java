/**
 * Comma-separated lists, of training data and of ground truths alike: {@link
 * io.ciderstream.train.csv.Csv}. On the caller's thread.
 */
package io.ciderstream.train.csv;
