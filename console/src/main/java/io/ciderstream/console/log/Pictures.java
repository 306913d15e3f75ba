package io.ciderstream.console.log;

import io.ciderstream.console.Thumbnails;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.avro.Image;
import io.ciderstream.schemas.serde.AvroSerdes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Pictures and small copies of them, read back from the log and kept in a bounded cache. */
public final class Pictures {
  private static final int SHRINKING_AT_A_TIME = 2;

  private record Key(String id, Position position, int width) {}

  private final RecordReader reader;
  private final Codecs codecs;
  private final Thumbnails thumbnails;
  private final String topic;
  private final long cacheBytes;
  private final Semaphore shrinking = new Semaphore(SHRINKING_AT_A_TIME);
  private final Map<Key, byte[]> cache = new LinkedHashMap<>(16, 0.75f, true);
  private long cached;

  /**
   * @param topic the images topic
   * @param cacheBytes most bytes kept
   */
  public Pictures(
      RecordReader reader, Codecs codecs, Thumbnails thumbnails, String topic, long cacheBytes) {
    this.reader = reader;
    this.codecs = codecs;
    this.thumbnails = thumbnails;
    this.topic = topic;
    this.cacheBytes = cacheBytes;
  }

  /**
   * The encoded picture of that id at that position; empty if the log does not keep it any more, or
   * holds something else there.
   *
   * @param width of the copy, or 0 for the picture itself
   * @throws CiderException BROKER_UNAVAILABLE; INPUT codes if a copy cannot be made
   */
  public Optional<byte[]> read(String id, Position position, int width) {
    Key key = new Key(id, position, width);
    Optional<byte[]> known = cached(key);
    if (known.isPresent()) {
      return known;
    }
    Optional<byte[]> whole =
        reader
            .read(topic, position)
            .filter(record -> Arrays.equals(record.key(), id.getBytes(StandardCharsets.UTF_8)))
            .flatMap(this::content);
    Optional<byte[]> wanted = width == 0 ? whole : whole.map(bytes -> shrink(bytes, width));
    wanted.ifPresent(bytes -> keep(key, bytes));
    return wanted;
  }

  private Optional<byte[]> content(ConsumerRecord<byte[], byte[]> record) {
    byte[] value = record.value();
    if (value == null || !AvroSerdes.isFramed(value)) {
      return Optional.ofNullable(value);
    }
    Image image = codecs.image(value);
    return Optional.ofNullable(image.getContent()).map(Pictures::bytes);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private byte[] shrink(byte[] picture, int width) {
    try {
      shrinking.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CiderException(ErrorCode.BROKER_UNAVAILABLE, "The console stops.", e);
    }
    try {
      return thumbnails.shrink(picture, width);
    } finally {
      shrinking.release();
    }
  }

  private synchronized Optional<byte[]> cached(Key key) {
    return Optional.ofNullable(cache.get(key));
  }

  private synchronized void keep(Key key, byte[] bytes) {
    byte[] old = cache.put(key, bytes);
    cached += bytes.length - (old == null ? 0 : old.length);
    var eldest = cache.entrySet().iterator();
    while (cached > cacheBytes && eldest.hasNext()) {
      cached -= eldest.next().getValue().length;
      eldest.remove();
    }
  }
}
