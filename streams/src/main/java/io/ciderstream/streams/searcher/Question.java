package io.ciderstream.streams.searcher;

import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.RecordPosition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A well-formed query.
 *
 * @param subjects what to search with, 1 to 16
 * @param combination how several of them make one search
 * @param page which of the matches are returned
 * @param verify how many of the first candidates are verified, 0..200; 0 if the subject is a vector
 * @param selection which rows are matches
 * @param atLeast positions that the index must hold
 * @param deadline after which no reply is needed
 */
record Question(
    List<Subject> subjects,
    Combination combination,
    Page page,
    int verify,
    Selection selection,
    List<RecordPosition> atLeast,
    Optional<Instant> deadline) {

  /** Returns how many of the best matches must be known. */
  int candidates() {
    return Math.max(page.end(), verify);
  }

  boolean hasSeveralSubjects() {
    return subjects.size() > 1;
  }

  /** Returns the images that are no matches because the query names them. */
  Set<ImageId> excluded() {
    return selection.excludeSelf()
        ? subjects.stream()
            .filter(Subject.Indexed.class::isInstance)
            .map(subject -> ((Subject.Indexed) subject).id())
            .collect(Collectors.toSet())
        : Set.of();
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

  /** How several subjects make one search. */
  enum Combination {
    /** With the direction of the mean of their vectors. */
    MEAN,
    /** A match is as good as its best cosine to one of them. */
    ANY
  }

  /**
   * Some of the matches in their order.
   *
   * @param offset how many come before, 0 or more
   * @param topK how many matches, 1 or more; both together 1000 at most
   */
  record Page(int offset, int topK) {
    int end() {
      return offset + topK;
    }
  }

  /**
   * Which rows are matches.
   *
   * @param filter a Milvus expression over metadata
   * @param minScore the least cosine similarity, -1..1
   * @param groupBy the metadata name of whose values each match has another one
   * @param excludeSelf whether the images that are searched with are no matches
   */
  record Selection(
      Optional<String> filter,
      Optional<Float> minScore,
      Optional<String> groupBy,
      boolean excludeSelf) {
    /** Every row. */
    static final Selection ALL =
        new Selection(Optional.empty(), Optional.empty(), Optional.empty(), false);

    /** Returns whether a score is high enough. */
    boolean accepts(float score) {
      return minScore.isEmpty() || score >= minScore.get();
    }
  }
}
