package io.ciderstream.evaluation;

import io.ciderstream.evaluation.feature.EvaluationImage;
import io.ciderstream.evaluation.feature.Features;
import io.ciderstream.evaluation.metric.Truth;
import io.ciderstream.evaluation.truth.RecognitionSet;
import io.ciderstream.evaluation.truth.RetrievalSet;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.nio.file.Files;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Rejects an evaluation that could only give zeros or nothing: a wrong folder must not look like a
 * bad model.
 */
final class EvaluationChecks {
  private EvaluationChecks() {}

  /**
   * Checks a set before anything is embedded.
   *
   * @throws CiderException DATA_INVALID
   */
  static void require(RetrievalSet set) {
    requireThere("query pictures", set.queries());
    requireThere("pictures to search", set.index());
    if (truths(set).allMatch(Truth::isEmpty)) {
      throw refused(
          "None of the %d queries has a right answer among the %d pictures to search."
              .formatted(set.queries().size(), set.index().size()));
    }
  }

  /** Checks a recognition set before anything is embedded. */
  static void require(RecognitionSet set) {
    requireThere("query pictures", set.queries());
    requireThere("pictures to search", set.index());
    Set<String> known = new HashSet<>(set.labels());
    if (set.landmarks().stream().flatMap(Set::stream).noneMatch(known::contains)) {
      throw refused(
          "None of the %d queries shows a landmark of the %d pictures to search."
              .formatted(set.queries().size(), set.index().size()));
    }
  }

  /**
   * Checks that some query can find something, now that it is known which pictures can be read.
   *
   * @param queries descriptors of the set's queries
   * @param index descriptors of the set's index, without distractors
   * @throws CiderException DATA_INVALID
   */
  static void require(RetrievalSet set, Features queries, Features index) {
    requireReadable(queries, "query pictures");
    requireReadable(index, "pictures to search");
    BitSet noQuery = queries.descriptors().missing();
    BitSet noRow = index.descriptors().missing();
    boolean some =
        set.protocols().stream()
            .anyMatch(
                protocol ->
                    IntStream.range(0, protocol.truths().size())
                        .filter(query -> !noQuery.get(query))
                        .flatMap(query -> IntStream.of(protocol.truths().get(query).right()))
                        .anyMatch(row -> !noRow.get(row)));
    if (!some) {
      throw refused(
          "No query that can be read has a right answer that can be read; %d pictures cannot be, such as %s."
              .formatted(
                  queries.unreadable().size() + index.unreadable().size(),
                  first(queries.unreadable().isEmpty() ? index : queries)));
    }
  }

  /** Checks that some pictures of both sides can be read. */
  static void require(RecognitionSet set, Features queries, Features index) {
    requireReadable(queries, "query pictures");
    requireReadable(index, "pictures to search");
  }

  private static Stream<Truth> truths(RetrievalSet set) {
    return set.protocols().stream().flatMap(protocol -> protocol.truths().stream());
  }

  private static void requireThere(String what, List<EvaluationImage> pictures) {
    if (pictures.isEmpty()) {
      throw refused("There are no %s.".formatted(what));
    }
    if (pictures.stream().noneMatch(picture -> Files.isRegularFile(picture.file()))) {
      throw refused(
          "None of the %d %s is there; the first would be %s."
              .formatted(pictures.size(), what, pictures.getFirst().file()));
    }
  }

  private static void requireReadable(Features features, String what) {
    int count = features.descriptors().count();
    if (features.descriptors().missing().cardinality() == count) {
      throw refused(
          "None of the %d %s can be read; the first: %s.".formatted(count, what, first(features)));
    }
  }

  private static String first(Features features) {
    return features.unreadable().getFirst().replaceAll("\\.$", "");
  }

  private static CiderException refused(String why) {
    return new CiderException(ErrorCode.DATA_INVALID, why);
  }
}
