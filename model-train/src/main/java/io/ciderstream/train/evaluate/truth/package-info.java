/**
 * The evaluation sets as they are published: {@link
 * io.ciderstream.train.evaluate.truth.RevisitedTruth}, {@link
 * io.ciderstream.train.evaluate.truth.OriginalTruth}, {@link
 * io.ciderstream.train.evaluate.truth.LandmarkTruth} and {@link
 * io.ciderstream.train.evaluate.truth.LabelledPictures} each read files on the caller's thread and
 * give a {@link io.ciderstream.train.evaluate.truth.RetrievalSet} or a {@link
 * io.ciderstream.train.evaluate.truth.RecognitionSet}.
 */
package io.ciderstream.train.evaluate.truth;
