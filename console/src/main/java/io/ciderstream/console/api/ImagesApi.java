package io.ciderstream.console.api;

import io.ciderstream.console.http.Exchange;
import io.ciderstream.console.http.Problem;
import io.ciderstream.console.http.Route;
import io.ciderstream.console.live.PictureCount;
import io.ciderstream.console.log.DescriptorView;
import io.ciderstream.console.log.EmbeddedImage;
import io.ciderstream.console.log.ImageLocator;
import io.ciderstream.console.log.ImageWatch;
import io.ciderstream.console.log.PictureCache;
import io.ciderstream.console.log.TopicAccess;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.MetadataHeaders;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.ReservedIds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Puts, deletes and returns pictures. */
final class ImagesApi {
  private static final String WAIT = "wait";
  private static final Set<String> PUT_PARAMETERS =
      Stream.concat(Stream.of(WAIT), MetadataHeaders.PREFIXES.stream())
          .collect(Collectors.toUnmodifiableSet());
  private static final int MAX_LATEST = 240;
  private static final int DEFAULT_LATEST = 60;
  private static final int MAX_WIDTH = 2048;
  private static final int MAX_CONCURRENT_FULL_SIZE = 16;
  private static final long PERMIT_TIMEOUT_S = 5;

  private final ImageChanges changes;
  private final DescriptorView descriptors;
  private final ImageLocator locator;
  private final PictureCount count;
  private final PictureCache pictures;
  private final IndexWaiter indexed;
  private final Upload upload;
  private final Semaphore whole = new Semaphore(MAX_CONCURRENT_FULL_SIZE);

  ImagesApi(
      ImageChanges changes,
      TopicAccess access,
      PictureCount count,
      IndexWaiter indexed,
      Upload upload) {
    this.changes = changes;
    this.descriptors = access.descriptors();
    this.locator = access.images();
    this.count = count;
    this.pictures = access.pictures();
    this.indexed = indexed;
    this.upload = upload;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/v1/images", false, Set.of("limit"), this::latest),
        new Route("GET", "/v1/images/{id}", false, Set.of("width", "at"), this::get),
        new Route("PUT", "/v1/images/{id}", false, PUT_PARAMETERS, this::put),
        new Route("DELETE", "/v1/images/{id}", false, Set.of(WAIT), this::delete));
  }

  /** The response to a change. */
  record Accepted(String id, int partition, long offset, boolean indexed) {}

  private void put(Exchange exchange) throws IOException, InterruptedException {
    ImageId id = ReservedIds.requireUsers(exchange.path("id"));
    boolean wait = wantsWait(exchange);
    List<Header> headers = metadata(exchange);
    exchange
        .header(HeaderNames.TRACEPARENT)
        .ifPresent(
            value ->
                headers.add(
                    new RecordHeader(
                        HeaderNames.TRACEPARENT, value.getBytes(StandardCharsets.UTF_8))));
    try (ImageWatch watch = descriptors.watch(id.value())) {
      List<RecordPosition> positions =
          upload.picture(
              exchange, picture -> changes.put(key(id), picture, headers, Optional.empty()));
      boolean done = wait && indexed.awaitPicture(watch, positions);
      answer(exchange, id, positions.getFirst(), done);
    }
  }

  /**
   * @throws CiderException METADATA_INVALID
   */
  private static List<Header> metadata(Exchange exchange) {
    List<Header> headers = new ArrayList<>();
    for (String prefix : MetadataHeaders.PREFIXES) {
      exchange
          .parameters()
          .withPrefix(prefix)
          .forEach(
              (name, value) ->
                  headers.add(
                      new RecordHeader(prefix + name, value.getBytes(StandardCharsets.UTF_8))));
    }
    MetadataHeaders.read(new RecordHeaders(headers));
    return headers;
  }

  private void delete(Exchange exchange) throws IOException, InterruptedException {
    ImageId id = ReservedIds.requireUsers(exchange.path("id"));
    boolean wait = wantsWait(exchange);
    try (ImageWatch watch = descriptors.watch(id.value())) {
      List<RecordPosition> positions = changes.delete(key(id));
      boolean done = wait && indexed.awaitDeletion(watch, positions);
      answer(exchange, id, positions.getFirst(), done);
    }
  }

  private static boolean wantsWait(Exchange exchange) {
    return exchange
        .parameters()
        .get(WAIT)
        .map(
            value -> {
              if (!value.equals("indexed")) {
                throw new CiderException(
                    ErrorCode.QUERY_INVALID,
                    "wait=%s: only indexed is supported.".formatted(value));
              }
              return true;
            })
        .orElse(false);
  }

  private static byte[] key(ImageId id) {
    return id.value().getBytes(StandardCharsets.UTF_8);
  }

  private static void answer(Exchange exchange, ImageId id, RecordPosition position, boolean done)
      throws IOException {
    exchange.json(
        done ? 200 : 202, new Accepted(id.value(), position.partition(), position.offset(), done));
  }

  private void get(Exchange exchange) throws IOException, InterruptedException {
    String id = ReservedIds.requireUsers(exchange.path("id")).value();
    int width = exchange.parameters().number("width", 16, MAX_WIDTH).orElse(0);
    Optional<RecordPosition> asked = exchange.parameters().get("at").map(RecordPosition::parse);
    RecordPosition position = asked.or(() -> locator.picture(id)).orElseThrow(() -> unknown(id));
    // the record at a position never changes
    exchange.set(
        "Cache-Control", asked.isPresent() ? "private, max-age=3600, immutable" : "no-cache");
    if (exchange.isKnown(position + (width == 0 ? "" : "-" + width))) {
      return;
    }
    if (width > 0) {
      send(exchange, id, position, width);
      return;
    }
    // a full-size picture stays in memory until its client has received it
    if (!whole.tryAcquire(PERMIT_TIMEOUT_S, TimeUnit.SECONDS)) {
      throw Problem.of(
          503, "Too many full-size pictures are being sent; request '%s' again.".formatted(id));
    }
    try {
      send(exchange, id, position, width);
    } finally {
      whole.release();
    }
  }

  private void send(Exchange exchange, String id, RecordPosition position, int width)
      throws IOException {
    byte[] picture = pictures.read(id, position, width).orElseThrow(() -> gone(id));
    exchange.bytes(200, MediaTypes.of(picture), picture);
  }

  private static CiderException unknown(String id) {
    return new CiderException(
        ErrorCode.IMAGE_UNKNOWN, "No picture '%s' has been embedded.".formatted(id));
  }

  private static Problem gone(String id) {
    return Problem.of(410, "The log no longer has the picture '%s' there.".formatted(id));
  }

  /** A picture in a list. */
  record Latest(
      String id,
      int partition,
      long offset,
      int width,
      int height,
      long atMs,
      Map<String, Object> metadata) {}

  private void latest(Exchange exchange) throws IOException {
    int limit = exchange.parameters().number("limit", 1, MAX_LATEST).orElse(DEFAULT_LATEST);
    List<EmbeddedImage> latest = descriptors.latest();
    List<Latest> images =
        latest.stream()
            .limit(limit)
            .map(
                d ->
                    new Latest(
                        d.id(),
                        d.source().partition(),
                        d.source().offset(),
                        d.width(),
                        d.height(),
                        d.sourceMs(),
                        d.metadata()))
            .toList();
    exchange.set("Cache-Control", "no-store");
    PictureCount.Count total = count.now();
    exchange.json(
        200,
        Map.of(
            "images",
            images,
            "total",
            total.pictures(),
            "estimated",
            total.estimated(),
            "verifiable",
            latest.stream().anyMatch(EmbeddedImage::verifiable)));
  }
}
