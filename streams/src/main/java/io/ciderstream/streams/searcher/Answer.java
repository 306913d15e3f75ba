package io.ciderstream.streams.searcher;

import io.ciderstream.embedding.infer.ModelInfo;
import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.avro.Status;
import java.util.List;
import java.util.Optional;

/**
 * How a query ended.
 *
 * @param status the terminal status
 * @param error why it is not OK
 * @param matches best first
 * @param boxes where the model found the subject in the query's picture
 * @param held positions that the index is known to hold
 * @param model that answered; empty if the query did not get so far
 */
record Answer(
    Status status,
    Optional<CiderException> error,
    List<RankedMatch> matches,
    List<BoundingBox> boxes,
    List<RecordPosition> held,
    Optional<ModelInfo> model) {

  static Answer ok(List<RankedMatch> matches, List<BoundingBox> boxes, List<RecordPosition> held) {
    return new Answer(Status.OK, Optional.empty(), matches, boxes, held, Optional.empty());
  }

  static Answer failed(Status status, CiderException error) {
    return new Answer(
        status, Optional.of(error), List.of(), List.of(), List.of(), Optional.empty());
  }

  /** Returns the answer of this model. */
  Answer by(ModelInfo answering) {
    return new Answer(status, error, matches, boxes, held, Optional.of(answering));
  }

  /** Returns the answer with the positions that the index is known to hold. */
  Answer withHeld(List<RecordPosition> positions) {
    return new Answer(status, error, matches, boxes, positions, model);
  }
}
