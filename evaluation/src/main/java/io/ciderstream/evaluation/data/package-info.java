/**
 * Pictures to learn from: a {@link io.ciderstream.evaluation.data.ImageSource} is read into a
 * {@link io.ciderstream.evaluation.data.DataSet}, and a {@link
 * io.ciderstream.evaluation.data.Survey} finds out which of its pictures are there and of which
 * shape. Read on the caller's thread; the survey runs on the executor passed in.
 */
package io.ciderstream.evaluation.data;
