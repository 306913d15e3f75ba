package io.ciderstream.streams.searcher;

import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.avro.Query;
import io.ciderstream.streams.pending.InputRecord;
import io.ciderstream.streams.runtime.AvroParts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.header.Header;

/** Reads a bare picture with its parameters in headers as a {@code Query}. */
final class BareQuery {
  /** Fields of one word that no other program's header is likely to have. */
  private static final Set<String> WORDS = Set.of("combine", "deadline");

  private BareQuery() {}

  /**
   * Reads the query.
   *
   * @throws CiderException QUERY_INVALID, REGION_INVALID
   */
  static Query read(InputRecord record) {
    requireKnown(record);
    Query.Builder query = Query.newBuilder().setContent(ByteBuffer.wrap(record.value()));
    number(record, HeaderNames.TOP_K, Integer::valueOf).ifPresent(query::setTopK);
    number(record, HeaderNames.OFFSET, Integer::valueOf).ifPresent(query::setOffset);
    number(record, HeaderNames.VERIFY, Integer::valueOf).ifPresent(query::setVerify);
    number(record, HeaderNames.MIN_SCORE, Float::valueOf).ifPresent(query::setMinScore);
    text(record, HeaderNames.FILTER).ifPresent(query::setFilter);
    text(record, HeaderNames.GROUP_BY).ifPresent(query::setGroupBy);
    text(record, HeaderNames.AT_LEAST).map(RecordPosition::parseList).ifPresent(query::setAtLeast);
    Optional<BoundingBox> region = text(record, HeaderNames.REGION).map(RegionParser::parse);
    region.map(AvroParts::box).ifPresent(query::setRegion);
    return query.build();
  }

  /**
   * Rejects what is meant as a parameter but would be ignored: a field of {@code Query} that is no
   * header, or is spelt as the field. Others may have their own headers.
   */
  private static void requireKnown(InputRecord record) {
    for (Header header : record.headers()) {
      String name = header.key();
      String field = name.replace('-', '_');
      if ((field.contains("_") || WORDS.contains(name))
          && !HeaderNames.PARAMETERS.contains(name)
          && Query.getClassSchema().getField(field) != null) {
        throw invalid(
            "A picture takes no header %s; it takes %s. Send a query in JSON or Avro for anything else."
                .formatted(name, String.join(", ", HeaderNames.PARAMETERS)));
      }
    }
  }

  /**
   * Rejects parameters in headers of a query that has them as fields, where they would be ignored.
   *
   * @throws CiderException QUERY_INVALID
   */
  static void requireNoParameters(InputRecord record) {
    for (String name : HeaderNames.PARAMETERS) {
      if (record.header(name) != null) {
        throw invalid(
            "The header %s is for pictures. A query in JSON or Avro has the field %s."
                .formatted(name, name.replace('-', '_')));
      }
    }
  }

  private static <T extends Number> Optional<T> number(
      InputRecord record, String name, Function<String, T> parser) {
    Optional<String> text = text(record, name);
    try {
      return text.map(String::strip).map(parser);
    } catch (NumberFormatException e) {
      throw invalid("%s is '%s', which is not a number.".formatted(name, text.orElseThrow()));
    }
  }

  /** Returns a header as text, if it is there and not blank. */
  static Optional<String> text(InputRecord record, String name) {
    return Optional.ofNullable(record.header(name))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .filter(text -> !text.isBlank());
  }

  private static CiderException invalid(String detail) {
    return new CiderException(ErrorCode.QUERY_INVALID, detail);
  }
}
