package io.ciderstream.console.api;

import io.ciderstream.console.http.Exchange;
import io.ciderstream.console.http.Problem;
import io.ciderstream.console.http.Route;
import io.ciderstream.console.log.DeadLetter;
import io.ciderstream.console.log.DeadLetterView;
import io.ciderstream.console.log.DescriptorView;
import io.ciderstream.console.log.ImageLocator;
import io.ciderstream.console.log.PictureCache;
import io.ciderstream.console.log.RecordFetcher;
import io.ciderstream.console.log.TopicAccess;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorKind;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.Topics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Lists the latest dead letters, and returns and replays those of pictures. */
final class DeadLettersApi {
  private static final String ERROR_PREFIX = "cider.error.";
  private static final int MIN_WIDTH = 16;
  private static final int MAX_WIDTH = 480;

  private final Topics topics;
  private final DeadLetterView view;
  private final DescriptorView descriptors;
  private final ImageLocator locator;
  private final RecordFetcher reader;
  private final PictureCache pictures;
  private final ImageChanges changes;

  DeadLettersApi(Topics topics, TopicAccess access, ImageChanges changes) {
    this.topics = topics;
    this.view = access.deadLetters();
    this.descriptors = access.descriptors();
    this.locator = access.images();
    this.reader = access.records();
    this.pictures = access.pictures();
    this.changes = changes;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/v1/dead-letters", false, Set.of("limit"), this::list),
        new Route(
            "GET",
            "/v1/dead-letters/{partition}/{offset}/content",
            false,
            Set.of("width"),
            this::content),
        new Route(
            "POST",
            "/v1/dead-letters/{partition}/{offset}/replay",
            false,
            Set.of("force"),
            this::replay));
  }

  /**
   * A dead letter in the list; the source of a rejected descriptor is its picture in the images
   * topic, if that is known. Replay says whether to send it again can help.
   */
  record Item(
      String topic,
      int partition,
      long offset,
      String id,
      String code,
      String message,
      RecordPosition source,
      long atMs,
      int bytes,
      boolean replayable,
      String replay) {}

  private void list(Exchange exchange) throws IOException {
    int limit = exchange.parameters().number("limit", 1, 500).orElse(100);
    List<Item> items = view.latest().stream().limit(limit).map(this::item).toList();
    exchange.set("Cache-Control", "no-store");
    exchange.json(200, Map.of("dead_letters", items, "seen", view.seen()));
  }

  private Item item(DeadLetter letter) {
    return new Item(
        letter.topic(),
        letter.position().partition(),
        letter.position().offset(),
        letter.id(),
        letter.code(),
        letter.message(),
        letter.image() == null ? letter.source() : letter.image(),
        letter.atMs(),
        letter.bytes(),
        letter.topic().equals(topics.imagesDeadLetters()),
        ReplayAdvice.of(letter).text());
  }

  private void content(Exchange exchange) throws IOException {
    RecordPosition position = position(exchange);
    int width = exchange.parameters().number("width", MIN_WIDTH, MAX_WIDTH).orElse(0);
    // the record at a position never changes
    exchange.set("Cache-Control", "private, max-age=3600, immutable");
    if (width == 0) {
      byte[] picture = rejected(position, 0);
      exchange.set("Content-Disposition", "attachment");
      exchange.bytes(200, MediaTypes.of(picture), picture);
      return;
    }
    try {
      byte[] thumbnail = rejected(position, width);
      exchange.bytes(200, MediaTypes.of(thumbnail), thumbnail);
    } catch (CiderException e) {
      if (e.code().kind() != ErrorKind.INPUT) {
        throw e;
      }
      exchange.empty(204); // most rejected pictures cannot be decoded
    }
  }

  private byte[] rejected(RecordPosition position, int width) {
    return pictures
        .rejected(topics.imagesDeadLetters(), position, width)
        .orElseThrow(() -> unknown(position));
  }

  private static RecordPosition position(Exchange exchange) {
    return RecordPosition.parse(exchange.path("partition") + ":" + exchange.path("offset"));
  }

  private static Problem unknown(RecordPosition position) {
    return Problem.of(404, "There is no dead letter at %s.".formatted(position));
  }

  private void replay(Exchange exchange) throws IOException {
    RecordPosition position = position(exchange);
    ConsumerRecord<byte[], byte[]> letter =
        reader.read(topics.imagesDeadLetters(), position).orElseThrow(() -> unknown(position));
    refuseIfCut(letter);
    if (exchange.parameters().get("force").filter("true"::equals).isEmpty()) {
      refuseIfNewer(letter);
    }
    List<Header> headers = new ArrayList<>();
    for (Header header : letter.headers()) {
      if (!header.key().startsWith(ERROR_PREFIX)) {
        headers.add(header);
      }
    }
    Optional<Integer> refused =
        Optional.ofNullable(DeadLetter.of(letter).source()).map(RecordPosition::partition);
    RecordPosition now = changes.put(letter.key(), letter.value(), headers, refused).getFirst();
    exchange.json(
        202, Map.of("id", view(letter), "partition", now.partition(), "offset", now.offset()));
  }

  private static String view(ConsumerRecord<byte[], byte[]> letter) {
    return letter.key() == null
        ? ""
        : new String(letter.key(), java.nio.charset.StandardCharsets.UTF_8);
  }

  private static void refuseIfCut(ConsumerRecord<byte[], byte[]> letter) {
    Header cut = letter.headers().lastHeader(HeaderNames.ERROR_CUT);
    if (cut != null) {
      throw conflict(
          "cut",
          "The dead letter is incomplete (%s was cut). Send the picture itself again."
              .formatted(new String(cut.value(), java.nio.charset.StandardCharsets.UTF_8)));
    }
  }

  /** A replay is a new record, so it would replace what came after the rejected one. */
  private void refuseIfNewer(ConsumerRecord<byte[], byte[]> letter) {
    if (!descriptors.isCaughtUp()) {
      throw Problem.of(503, "The latest descriptors are not read yet; try again.");
    }
    String id = ImageId.of(letter.key()).value();
    RecordPosition refused = DeadLetter.of(letter).source();
    if (locator.recent(id).filter(location -> !location.picture()).isPresent()) {
      throw conflict(
          "deleted", "The picture '%s' is deleted; add force=true to bring it back.".formatted(id));
    }
    Optional<RecordPosition> now = locator.picture(id);
    if (now.isEmpty()) {
      return;
    }
    if (refused == null
        || now.get().partition() != refused.partition()
        || now.get().offset() > refused.offset()) {
      throw conflict(
          "replaced",
          "A newer picture '%s' is indexed from %s; add force=true to replace it."
              .formatted(id, now.get()));
    }
  }

  private static Problem conflict(String kind, String detail) {
    return Problem.of(409, detail).with("conflict", kind);
  }
}
