package io.ciderstream.console.api;

import io.ciderstream.console.http.Exchange;
import io.ciderstream.console.http.Problem;
import io.ciderstream.console.http.Route;
import io.ciderstream.console.log.Codecs;
import io.ciderstream.console.log.RecordSender;
import io.ciderstream.console.log.SearcherClient;
import io.ciderstream.console.log.TopicAccess;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.avro.Reply;
import io.ciderstream.schemas.avro.Status;
import io.ciderstream.schemas.serde.ReplyJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends queries to the searcher and returns its replies. */
final class SearchApi {
  private static final String PATH = "/v1/search";
  private static final String JSON = "application/json";

  private final String topic;
  private final RecordSender sender;
  private final SearcherClient queries;
  private final Codecs codecs;
  private final Upload upload;
  private final Duration timeout;

  SearchApi(String topic, TopicAccess access, Upload upload, Duration timeout) {
    this.topic = topic;
    this.sender = access.sender();
    this.queries = access.queries();
    this.codecs = access.codecs();
    this.upload = upload;
    this.timeout = timeout;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", PATH, false, UrlQuery.ALL, this::searchByUrl),
        new Route("POST", PATH, false, UrlQuery.OF_A_PICTURE, this::search));
  }

  private void searchByUrl(Exchange exchange) throws IOException {
    byte[] query = codecs.query(UrlQuery.read(exchange.parameters()));
    answer(exchange, ask(exchange, query, false));
  }

  private void search(Exchange exchange) throws IOException {
    boolean json =
        exchange
            .header("Content-Type")
            .filter(type -> type.strip().toLowerCase(Locale.ROOT).startsWith(JSON))
            .isPresent();
    if (json && !exchange.parameters().withPrefix("").isEmpty()) {
      throw new CiderException(
          ErrorCode.QUERY_INVALID,
          "The query is in the JSON body, so that the URL has no query parameters.");
    }
    answer(
        exchange,
        json
            ? upload.query(exchange, query -> ask(exchange, codecs.query(query), false))
            : upload.picture(exchange, picture -> ask(exchange, picture, true)));
  }

  private static void answer(Exchange exchange, Reply reply) throws IOException {
    if (reply.getStatus() != Status.OK) {
      throw problem(reply);
    }
    exchange.set("Cache-Control", "no-store");
    exchange.bytes(200, JSON, ReplyJson.encode(reply));
  }

  private Reply ask(Exchange exchange, byte[] value, boolean bare) {
    var query = new ProducerRecord<byte[], byte[]>(topic, null, value);
    if (bare) {
      for (String name : HeaderNames.PARAMETERS) {
        String parameter = name.replace('-', '_');
        header(query, name, exchange.parameters().single(parameter).orElse(""));
      }
    }
    header(query, HeaderNames.TRACEPARENT, exchange.header(HeaderNames.TRACEPARENT).orElse(""));
    return queries.ask(query, sender::send, timeout);
  }

  private static void header(ProducerRecord<byte[], byte[]> query, String name, String value) {
    if (!value.isBlank()) {
      query.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static Problem problem(Reply reply) {
    ErrorCode ofStatus =
        switch (reply.getStatus()) {
          case STALE -> ErrorCode.INDEX_BEHIND;
          case EXPIRED -> ErrorCode.DEADLINE_PASSED;
          case INVALID -> ErrorCode.QUERY_INVALID;
          case UNAVAILABLE, OK -> ErrorCode.INDEX_UNAVAILABLE;
        };
    return Problem.of(
            ErrorCode.named(reply.getErrorCode()).orElse(ofStatus),
            String.valueOf(reply.getErrorMessage()))
        .with("reply_status", reply.getStatus().name())
        .with("reply_id", reply.getReplyId());
  }
}
