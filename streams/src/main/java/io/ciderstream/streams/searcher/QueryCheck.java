package io.ciderstream.streams.searcher;

import io.ciderstream.index.FilterSyntax;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.MetadataLimits;
import io.ciderstream.schemas.QueryLimits;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.avro.PartitionOffset;
import io.ciderstream.schemas.avro.Query;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks the fields of a query. */
final class QueryCheck {
  /** Each is waited for; a topic has hardly more partitions. */
  private static final int MAX_POSITIONS = 1_000;

  private QueryCheck() {}

  /**
   * Checks a query.
   *
   * @param expiry a deadline besides that of the query
   * @throws CiderException INPUT codes, with the field that is wrong
   */
  static Question question(Query query, Optional<Instant> expiry) {
    List<Question.Subject> subjects = QuerySubjects.of(query);
    boolean vector = subjects.getFirst() instanceof Question.Subject.Vector;
    if (query.getVerify() > 0 && vector) {
      throw invalid("verify needs a picture or an image id, since a vector has no local features.");
    }
    return new Question(
        subjects,
        combination(query.getCombine()),
        page(query.getOffset(), query.getTopK()),
        verify(query.getVerify()),
        selection(query, subjects),
        positions(query.getAtLeast()),
        Stream.of(Optional.ofNullable(query.getDeadline()), expiry)
            .flatMap(Optional::stream)
            .min(Instant::compareTo));
  }

  private static Question.Combination combination(String name) {
    return switch (name) {
      case "mean" -> Question.Combination.MEAN;
      case "any" -> Question.Combination.ANY;
      default -> throw invalid("combine is '%s', where mean and any are possible.".formatted(name));
    };
  }

  private static Question.Page page(int offset, int topK) {
    if (topK < 1 || topK > QueryLimits.MAX_TOP_K) {
      throw invalid(
          "top_k is %d, where 1 to %d are possible.".formatted(topK, QueryLimits.MAX_TOP_K));
    }
    if (offset < 0 || offset > QueryLimits.MAX_TOP_K - topK) {
      throw invalid(
          "offset is %d, where 0 to %d are possible with the top_k %d."
              .formatted(offset, QueryLimits.MAX_TOP_K - topK, topK));
    }
    return new Question.Page(offset, topK);
  }

  private static int verify(int verify) {
    if (verify < 0 || verify > QueryLimits.MAX_VERIFY) {
      throw invalid(
          "verify is %d, where 0 to %d are possible.".formatted(verify, QueryLimits.MAX_VERIFY));
    }
    return verify;
  }

  private static Question.Selection selection(Query query, List<Question.Subject> subjects) {
    boolean indexed = subjects.stream().anyMatch(Question.Subject.Indexed.class::isInstance);
    if (query.getExcludeSelf() && !indexed) {
      throw invalid("exclude_self needs image_id or image_ids: other pictures are not indexed.");
    }
    Optional<String> filter = given(query.getFilter());
    filter.ifPresent(FilterSyntax::require);
    return new Question.Selection(
        filter,
        Optional.ofNullable(query.getMinScore()).map(QueryCheck::minScore),
        given(query.getGroupBy()).map(QueryCheck::groupBy),
        query.getExcludeSelf());
  }

  private static Optional<String> given(String text) {
    return Optional.ofNullable(text).filter(value -> !value.isBlank());
  }

  private static float minScore(float score) {
    if (!(score >= -1 && score <= 1)) { // written so that NaN fails as well
      throw invalid("min_score is %s, where -1 to 1 are possible.".formatted(score));
    }
    return score;
  }

  private static String groupBy(String name) {
    if (name.getBytes(StandardCharsets.UTF_8).length > MetadataLimits.MAX_NAME_BYTES) {
      throw invalid(
          "group_by has more than %d bytes, as no metadata name has."
              .formatted(MetadataLimits.MAX_NAME_BYTES));
    }
    return name;
  }

  private static List<RecordPosition> positions(List<PartitionOffset> positions) {
    if (positions.size() > MAX_POSITIONS) {
      throw invalid("at_least names more than %d positions.".formatted(MAX_POSITIONS));
    }
    return positions.stream().map(QueryCheck::position).toList();
  }

  private static RecordPosition position(PartitionOffset position) {
    if (position.getPartition() < 0 || position.getOffset() < 0) {
      throw invalid("at_least names the position " + position + ".");
    }
    return new RecordPosition(position.getPartition(), position.getOffset());
  }

  private static CiderException invalid(String detail) {
    return new CiderException(ErrorCode.QUERY_INVALID, detail);
  }
}
