package io.ciderstream.streams.searcher;

import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.RecordPosition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A well-formed query.
 *
 * @param subject what to search with
 * @param topK how many matches, 1..1000
 * @param verify how many of the first candidates are verified, 0..200; 0 if the subject is a vector
 * @param filter a Milvus expression over metadata
 * @param atLeast positions that the index must hold
 * @param deadline after which no reply is needed
 */
record Question(
    Subject subject,
    int topK,
    int verify,
    Optional<String> filter,
    List<RecordPosition> atLeast,
    Optional<Instant> deadline) {

  /** Returns how many rows are searched for. */
  int candidates() {
    return Math.max(topK, verify);
  }

  /** The input of a search. */
  sealed interface Subject {
    /** An encoded picture, or a region of it. */
    record Content(byte[] bytes, Optional<BoundingBox> region) implements Subject {}

    /** A picture to fetch, or a region of it. */
    record Uri(String uri, Optional<BoundingBox> region) implements Subject {}

    /** An indexed image. */
    record Indexed(ImageId id) implements Subject {}

    /**
     * A descriptor.
     *
     * @param values L2-normalised
     * @param model hash of its model; empty for that of the searcher's {@code model.file}
     */
    record Vector(float[] values, Optional<String> model) implements Subject {}
  }
}
