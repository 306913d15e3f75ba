package io.ciderstream.console.log;

import io.ciderstream.schemas.ByteArrays;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.avro.Image;
import io.ciderstream.schemas.serde.AvroSerdes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads pictures and their thumbnails from the log and keeps them in a bounded cache. Any thread.
 */
public final class PictureCache {
  private static final int MAX_CONCURRENT_THUMBNAILS = 3;
  private static final long ENTRY_BYTES = 200;

  private record Key(String id, RecordPosition position, int width) {}

  private final RecordFetcher reader;
  private final Codecs codecs;
  private final Thumbnails thumbnails;
  private final String topic;
  private final long cacheBytes;
  private final Semaphore shrinking = new Semaphore(MAX_CONCURRENT_THUMBNAILS);
  private final Map<Key, byte[]> cache = new LinkedHashMap<>(16, 0.75f, true);
  private long cached;

  /**
   * Creates an empty cache.
   *
   * @param topic the images topic
   * @param cacheBytes most bytes kept, ids included
   */
  public PictureCache(
      RecordFetcher reader, Codecs codecs, Thumbnails thumbnails, String topic, long cacheBytes) {
    this.reader = reader;
    this.codecs = codecs;
    this.thumbnails = thumbnails;
    this.topic = topic;
    this.cacheBytes = cacheBytes;
  }

  /**
   * Returns the encoded picture of an id at a position; empty if the log no longer has it, or has
   * another record there.
   *
   * @param width of the thumbnail in pixels, or 0 for the picture itself
   * @throws CiderException BROKER_UNAVAILABLE; INPUT codes if the thumbnail cannot be made
   */
  public Optional<byte[]> read(String id, RecordPosition position, int width) {
    Key key = new Key(id, position, width);
    Optional<byte[]> known = cached(key);
    if (known.isPresent()) {
      return known;
    }
    Optional<byte[]> picture = width == 0 ? whole(id, position) : thumbnail(id, position, width);
    picture.ifPresent(bytes -> keep(key, bytes));
    return picture;
  }

  private Optional<byte[]> whole(String id, RecordPosition position) {
    return reader
        .read(topic, position)
        .filter(record -> Arrays.equals(record.key(), id.getBytes(StandardCharsets.UTF_8)))
        .flatMap(this::content);
  }

  private Optional<byte[]> content(ConsumerRecord<byte[], byte[]> record) {
    byte[] value = record.value();
    if (value == null || !AvroSerdes.isFramed(value)) {
      return Optional.ofNullable(value);
    }
    Image image = codecs.image(value);
    return Optional.ofNullable(image.getContent()).map(ByteArrays::of);
  }

  /**
   * Returns the picture of a rejected record, which is not kept in the cache; empty if the log no
   * longer has the record, or it has no bytes.
   *
   * @param letters the topic of rejected pictures
   * @param width as {@link #read}
   * @throws CiderException as {@link #read}
   */
  public Optional<byte[]> rejected(String letters, RecordPosition position, int width) {
    return withPermit(
        () ->
            reader
                .read(letters, position)
                .flatMap(this::content)
                .map(picture -> width == 0 ? picture : thumbnails.shrink(picture, width)));
  }

  private Optional<byte[]> thumbnail(String id, RecordPosition position, int width) {
    return withPermit(() -> whole(id, position).map(picture -> thumbnails.shrink(picture, width)));
  }

  /** Reads a picture only with a permit, so that few are in memory. */
  private Optional<byte[]> withPermit(Supplier<Optional<byte[]>> picture) {
    try {
      shrinking.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CiderException(ErrorCode.BROKER_UNAVAILABLE, "The console stops.", e);
    }
    try {
      return picture.get();
    } finally {
      shrinking.release();
    }
  }

  private synchronized Optional<byte[]> cached(Key key) {
    return Optional.ofNullable(cache.get(key));
  }

  private synchronized void keep(Key key, byte[] bytes) {
    if (weight(key, bytes) > cacheBytes || cache.putIfAbsent(key, bytes) != null) {
      return;
    }
    cached += weight(key, bytes);
    var eldest = cache.entrySet().iterator();
    while (cached > cacheBytes) {
      Map.Entry<Key, byte[]> entry = eldest.next();
      cached -= weight(entry.getKey(), entry.getValue());
      eldest.remove();
    }
  }

  /** Returns the memory of an entry in bytes, which is not 0 for an empty picture. */
  private static long weight(Key key, byte[] bytes) {
    return ENTRY_BYTES + 2L * key.id().length() + bytes.length;
  }
}
