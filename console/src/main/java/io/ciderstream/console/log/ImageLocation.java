package io.ciderstream.console.log;

import io.ciderstream.schemas.RecordPosition;
import java.util.Optional;

/**
 * The latest record of an image id in one partition of the descriptors topic.
 *
 * @param picture whether it is a picture; else it is a deletion
 * @param source the record of the images topic that it comes from; empty for a deletion by an
 *     embedder that does not say so
 * @param descriptor the record in the descriptors topic
 */
public record ImageLocation(
    boolean picture, Optional<RecordPosition> source, RecordPosition descriptor) {
  /** Returns the position of the picture; empty for a deletion. */
  public Optional<RecordPosition> pictureSource() {
    return picture ? source : Optional.empty();
  }

  /** Returns whether this is the effect of that record of the images topic, or of a later one. */
  public boolean isAtOrAfter(RecordPosition sent) {
    return source
        .filter(from -> from.partition() == sent.partition() && from.offset() >= sent.offset())
        .isPresent();
  }
}
