package io.ciderstream.streams.searcher;

import io.ciderstream.embedding.infer.ModelInfo;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.avro.Match;
import io.ciderstream.schemas.avro.Model;
import io.ciderstream.schemas.avro.Reply;
import io.ciderstream.schemas.avro.Source;
import io.ciderstream.schemas.avro.Verification;
import io.ciderstream.schemas.serde.AvroSerdes;
import io.ciderstream.schemas.serde.ReplyJson;
import io.ciderstream.streams.pending.InputRecord;
import io.ciderstream.streams.pending.OutputRecord;
import io.ciderstream.streams.runtime.AvroParts;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Builds the reply record of an answer. */
final class ReplyWriter {
  private static final List<String> ECHOED =
      List.of(HeaderNames.CORRELATION_ID, HeaderNames.CE_CORRELATION_ID, HeaderNames.TRACEPARENT);

  private final AvroSerdes serdes;
  private final String queries;
  private final ModelInfo model;
  private final Clock clock;

  /**
   * Creates a reply writer.
   *
   * @param model is named in replies to queries that no model answered
   */
  ReplyWriter(AvroSerdes serdes, String queries, ModelInfo model, Clock clock) {
    this.serdes = serdes;
    this.queries = queries;
    this.model = model;
    this.clock = clock;
  }

  /**
   * Creates the record of a reply.
   *
   * @throws io.ciderstream.schemas.CiderException REGISTRY_UNAVAILABLE
   */
  OutputRecord write(InputRecord query, ReplyAddress address, Answer answer, Stopwatch watch) {
    Reply reply = reply(query, answer, watch.read());
    return new OutputRecord(
        address.topic(),
        OptionalInt.empty(),
        clock.millis(),
        query.key(),
        address.json() ? ReplyJson.encode(reply) : serdes.encode(address.topic(), reply),
        echo(query));
  }

  /** Returns the same for every delivery of one query. */
  private String replyId(InputRecord query) {
    String position = "%s-%d-%d".formatted(queries, query.partition(), query.offset());
    return UUID.nameUUIDFromBytes(position.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private Reply reply(InputRecord query, Answer answer, Map<String, Long> timings) {
    return new Reply(
        replyId(query),
        answer.status(),
        answer.error().map(e -> e.code().name()).orElse(null),
        answer.error().map(CiderException::brief).orElse(null),
        named(answer.model().orElse(model)),
        answer.matches().stream().map(ReplyWriter::match).toList(),
        AvroParts.boxes(answer.boxes()),
        answer.held().stream().map(RecordPosition::toAvro).toList(),
        timings);
  }

  private static Model named(ModelInfo model) {
    return new Model(model.name(), model.hash());
  }

  private static Match match(RankedMatch found) {
    return new Match(
        found.row().id().value(),
        found.score(),
        found.row().metadata(),
        AvroParts.boxes(found.row().picture().boxes()),
        found.row().picture().width(),
        found.row().picture().height(),
        instant(found.row().picture().capturedAtMs()),
        new Source(
            found.row().source().partition(),
            found.row().source().offset(),
            Instant.ofEpochMilli(found.row().source().timestampMs())),
        found.verification().map(ReplyWriter::verification).orElse(null),
        found.queryIndex().isPresent() ? found.queryIndex().getAsInt() : null);
  }

  private static Verification verification(MatchVerification made) {
    return new Verification(
        made.inliers(),
        made.verified(),
        made.queryBox().map(AvroParts::box).orElse(null),
        made.box().map(AvroParts::box).orElse(null));
  }

  private static Instant instant(OptionalLong millis) {
    return millis.isPresent() ? Instant.ofEpochMilli(millis.getAsLong()) : null;
  }

  private static RecordHeaders echo(InputRecord query) {
    RecordHeaders headers = new RecordHeaders();
    for (String name : ECHOED) {
      byte[] value = query.header(name);
      if (value != null) {
        headers.add(name, value);
      }
    }
    return headers;
  }
}
