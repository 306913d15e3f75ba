package io.ciderstream.streams.searcher;

import io.ciderstream.index.FilterSyntax;
import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.schemas.ByteArrays;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.QueryLimits;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.avro.PartitionOffset;
import io.ciderstream.schemas.avro.Query;
import io.ciderstream.schemas.serde.AvroSerdes;
import io.ciderstream.streams.pending.InputRecord;
import io.ciderstream.streams.runtime.AvroParts;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads a query record: a bare picture with headers, or an Avro {@code Query}. */
final class QueryReader {
  private static final int DEFAULT_TOP_K = 10;

  /** Each is waited for; a topic has hardly more partitions. */
  private static final int MAX_POSITIONS = 1_000;

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
    return AvroSerdes.isFramed(value)
        ? structured(record, serdes.decode(topic, value, Query.class))
        : bare(record);
  }

  private Question bare(InputRecord record) {
    int topK = number(record, HeaderNames.TOP_K, DEFAULT_TOP_K);
    int verify = number(record, HeaderNames.VERIFY, 0);
    Optional<BoundingBox> region = header(record, HeaderNames.REGION).map(RegionParser::parse);
    return new Question(
        new Question.Subject.Content(record.value(), region),
        checkTopK(topK),
        checkVerify(verify),
        header(record, HeaderNames.FILTER).map(QueryReader::filter),
        List.of(),
        expiry(record));
  }

  private Question structured(InputRecord record, Query query) {
    if (query.getAtLeast().size() > MAX_POSITIONS) {
      throw invalid("at_least names more than %d positions.".formatted(MAX_POSITIONS));
    }
    Question.Subject subject = subject(query);
    if (query.getVerify() > 0 && subject instanceof Question.Subject.Vector) {
      throw invalid("verify needs content, uri or image_id, since a vector has no local features.");
    }
    return new Question(
        subject,
        checkTopK(query.getTopK()),
        checkVerify(query.getVerify()),
        Optional.ofNullable(query.getFilter())
            .filter(text -> !text.isBlank())
            .map(QueryReader::filter),
        query.getAtLeast().stream().map(QueryReader::position).toList(),
        Stream.of(Optional.ofNullable(query.getDeadline()), expiry(record))
            .flatMap(Optional::stream)
            .min(Instant::compareTo));
  }

  private static RecordPosition position(PartitionOffset position) {
    if (position.getPartition() < 0 || position.getOffset() < 0) {
      throw invalid("at_least names the position " + position + ".");
    }
    return new RecordPosition(position.getPartition(), position.getOffset());
  }

  private Question.Subject subject(Query query) {
    long set =
        Stream.of(query.getContent(), query.getUri(), query.getImageId(), query.getVector())
            .filter(Objects::nonNull)
            .count();
    if (set != 1) {
      throw invalid(
          set + " of content, uri, image_id and vector are set, where exactly one must be.");
    }
    Optional<BoundingBox> region =
        Optional.ofNullable(query.getRegion())
            .map(box -> RegionParser.check(box.getX1(), box.getY1(), box.getX2(), box.getY2()));
    if (query.getContent() != null) {
      if (!query.getContent().hasRemaining()) {
        throw invalid("content has no bytes.");
      }
      return new Question.Subject.Content(ByteArrays.of(query.getContent()), region);
    }
    if (query.getUri() != null) {
      return new Question.Subject.Uri(query.getUri(), region);
    }
    if (region.isPresent()) {
      throw invalid("A region needs content or uri.");
    }
    return query.getImageId() != null
        ? new Question.Subject.Indexed(imageId(query.getImageId()))
        : new Question.Subject.Vector(
            normalised(AvroParts.floats(query.getVector())),
            Optional.ofNullable(query.getVectorModel()));
  }

  private static ImageId imageId(String text) {
    try {
      return new ImageId(text);
    } catch (CiderException e) {
      throw invalid(
          "image_id is not an image id (UTF-8 of 1 to 512 bytes without control characters). "
              + e.detail());
    }
  }

  private static float[] normalised(float[] vector) {
    double sum = 0;
    for (float x : vector) {
      sum += (double) x * x;
    }
    double norm = Math.sqrt(sum);
    if (!Double.isFinite(norm) || norm == 0) {
      throw new CiderException(
          ErrorCode.VECTOR_INVALID,
          "Its %d numbers have the length %s.".formatted(vector.length, norm));
    }
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) (vector[i] / norm);
    }
    return vector;
  }

  private static String filter(String text) {
    FilterSyntax.require(text);
    return text;
  }

  private static Optional<Instant> expiry(InputRecord record) {
    return header(record, HeaderNames.CE_EXPIRY_TIME).map(QueryReader::time);
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text.strip()).toInstant();
    } catch (DateTimeException e) {
      throw invalid(
          "%s is '%s', which is not an RFC 3339 time.".formatted(HeaderNames.CE_EXPIRY_TIME, text));
    }
  }

  private static int number(InputRecord record, String name, int standard) {
    return header(record, name).map(text -> number(name, text)).orElse(standard);
  }

  private static int number(String name, String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw invalid("%s is '%s', which is not a number.".formatted(name, text));
    }
  }

  private static int checkVerify(int verify) {
    if (verify < 0 || verify > QueryLimits.MAX_VERIFY) {
      throw invalid(
          "verify is %d, where 0 to %d are possible.".formatted(verify, QueryLimits.MAX_VERIFY));
    }
    return verify;
  }

  private static int checkTopK(int topK) {
    if (topK < 1 || topK > QueryLimits.MAX_TOP_K) {
      throw invalid(
          "top_k is %d, where 1 to %d are possible.".formatted(topK, QueryLimits.MAX_TOP_K));
    }
    return topK;
  }

  private static Optional<String> header(InputRecord record, String name) {
    return Optional.ofNullable(record.header(name))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .filter(text -> !text.isBlank());
  }

  private static CiderException invalid(String detail) {
    return new CiderException(ErrorCode.QUERY_INVALID, detail);
  }
}
