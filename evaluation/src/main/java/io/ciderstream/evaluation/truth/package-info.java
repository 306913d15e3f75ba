/**
 * The evaluation sets as they are published: {@link
 * io.ciderstream.evaluation.truth.RevisitedTruth}, {@link
 * io.ciderstream.evaluation.truth.OriginalTruth}, {@link
 * io.ciderstream.evaluation.truth.LandmarkTruth} and {@link
 * io.ciderstream.evaluation.truth.LabelledPictures} each read files on the caller's thread and give
 * a {@link io.ciderstream.evaluation.truth.RetrievalSet} or a {@link
 * io.ciderstream.evaluation.truth.RecognitionSet}.
 */
package io.ciderstream.evaluation.truth;
