package io.ciderstream.streams.searcher;

import io.ciderstream.index.FilterSyntax;
import io.ciderstream.index.descriptor.DescriptorFilters;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorKind;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.avro.Query;
import io.ciderstream.schemas.serde.AvroSerdes;
import io.ciderstream.schemas.serde.MemorySerdes;
import io.ciderstream.schemas.serde.QueryJson;
import io.ciderstream.streams.pending.InputRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Target of {@code ./cider fuzz query}: any headers, any Avro and any JSON query give a question
 * whose limits can be computed and whose filter cannot reach beyond its parentheses, or an input
 * error.
 */
public final class QueryReaderFuzz {
  private static final List<String> HEADERS =
      List.of(
          HeaderNames.TOP_K,
          HeaderNames.VERIFY,
          HeaderNames.FILTER,
          HeaderNames.REGION,
          HeaderNames.CE_EXPIRY_TIME,
          HeaderNames.OFFSET,
          HeaderNames.MIN_SCORE,
          HeaderNames.GROUP_BY,
          HeaderNames.AT_LEAST);
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
  private static final AvroSerdes SERDES = MemorySerdes.create();
  private static final QueryReader READER = new QueryReader(SERDES, "queries");
  private static final byte[] FRAMED =
      SERDES.encode("queries", Query.newBuilder().setImageId("a").build());

  private QueryReaderFuzz() {}

  /** Called by Jazzer before the time runs; what fails here is no finding. */
  public static void fuzzerInitialize() {
    fuzzerTestOneInput(new byte[] {0});
  }

  /** Called by Jazzer. Up to nine lines are headers; what follows an even first byte is Avro. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    try {
      check(READER.read(record(input)));
    } catch (CiderException e) {
      if (e.code().kind() != ErrorKind.INPUT) {
        throw e;
      }
    }
  }

  private static InputRecord record(byte[] input) {
    RecordHeaders headers = new RecordHeaders();
    byte[] value = {1};
    if (input[0] == QueryJson.FIRST) {
      value = input;
    } else if (input[0] % 2 == 0) {
      value =
          ByteBuffer.allocate(input.length + 4)
              .put(FRAMED, 0, 5)
              .put(input, 1, input.length - 1)
              .array();
    } else {
      String text = new String(input, 1, input.length - 1, StandardCharsets.UTF_8);
      String[] lines = text.split("\n", HEADERS.size());
      for (int i = 0; i < lines.length; i++) {
        headers.add(HEADERS.get(i), lines[i].getBytes(StandardCharsets.UTF_8));
      }
    }
    return new InputRecord(new RecordPosition(0, 0), 0, null, value, headers);
  }

  private static void check(Question question) {
    Limits limits =
        Limits.startingNow(CLOCK, Duration.ofSeconds(1)).withDeadline(question.deadline());
    if (!limits.isOver()) {
      limits.left().toNanos();
    }
    Optional<String> filter = question.selection().filter();
    FilterSyntax.require(DescriptorFilters.idAnd(new ImageId("a"), filter));
  }
}
