package io.ciderstream.streams.searcher;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.avro.Query;
import io.ciderstream.schemas.serde.AvroSerdes;
import io.ciderstream.schemas.serde.QueryJson;
import io.ciderstream.streams.pending.InputRecord;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Reads a query record: a bare picture with headers, or an Avro {@code Query}, or one in JSON. */
final class QueryReader {
  private final AvroSerdes serdes;
  private final String topic;

  QueryReader(AvroSerdes serdes, String topic) {
    this.serdes = serdes;
    this.topic = topic;
  }

  /**
   * Reads and checks a query.
   *
   * @throws CiderException INPUT codes, REGISTRY_UNAVAILABLE
   */
  Question read(InputRecord record) {
    byte[] value = record.value();
    if (value == null || value.length == 0) {
      throw new CiderException(ErrorCode.VALUE_EMPTY, "The query has no value.");
    }
    return QueryCheck.question(query(record), expiry(record));
  }

  private Query query(InputRecord record) {
    byte[] value = record.value();
    boolean framed = AvroSerdes.isFramed(value);
    if (!framed && value[0] != QueryJson.FIRST) {
      return BareQuery.read(record);
    }
    BareQuery.requireNoParameters(record);
    return framed
        ? serdes.decode(topic, value, Query.class)
        : QueryJson.read(value, Integer.MAX_VALUE); // the embedder limits pictures
  }

  private static Optional<Instant> expiry(InputRecord record) {
    return BareQuery.text(record, HeaderNames.CE_EXPIRY_TIME).map(QueryReader::time);
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text.strip()).toInstant();
    } catch (DateTimeException e) {
      throw new CiderException(
          ErrorCode.QUERY_INVALID,
          "%s is '%s', which is not an RFC 3339 time.".formatted(HeaderNames.CE_EXPIRY_TIME, text));
    }
  }
}
