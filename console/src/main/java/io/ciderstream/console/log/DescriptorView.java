package io.ciderstream.console.log;

import io.ciderstream.client.follow.TailStart;
import io.ciderstream.client.follow.TopicFollower;
import io.ciderstream.client.kafka.ImageOffsetHeader;
import io.ciderstream.schemas.CanaryReport;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorKind;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.ReservedIds;
import io.ciderstream.schemas.avro.Descriptor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows what was embedded or deleted last: reads the last records of the descriptors topic and
 * follows it. What is older is in the index; {@link ImageLocator} asks there. So neither the start
 * nor the memory depends on the number of pictures. Any thread.
 */
public final class DescriptorView implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DescriptorView.class);

  /** How many records before the end are read at the start, over all partitions. */
  private static final int TAIL_RECORDS = 2_000;

  /** How many ids are known at most. */
  private static final int MAX_IDS = 10_000;

  private static final int MAX_LATEST = 240;

  /** Bounds what the consumer fetches ahead. */
  private static final Map<String, Object> SMALL_FETCHES = Map.of("fetch.max.bytes", 8 << 20);

  /** Receives every descriptor and deletion, in the order of its partition. */
  public interface Listener {
    /** Receives a descriptor. */
    void described(EmbeddedImage described);

    /** Receives the position of a deletion. */
    void deleted(RecordPosition descriptor);

    /** Receives what the searcher that sends canaries has measured. */
    default void reported(CanaryReport report) {}
  }

  private final RecentImages recent = new RecentImages(MAX_IDS);
  private final MetadataNames metadata = new MetadataNames();
  private final Deque<EmbeddedImage> latest = new ArrayDeque<>();
  private final AtomicLong described = new AtomicLong();
  private final Function<byte[], Descriptor> decoder;
  private final Listener listener;
  private final TopicFollower thread;

  /**
   * Starts to read.
   *
   * @param consumers creates consumers with further settings
   * @param decoder reads a value of the topic
   */
  public DescriptorView(
      Function<Map<String, Object>, Consumer<byte[], byte[]>> consumers,
      String topic,
      Function<byte[], Descriptor> decoder,
      Listener listener) {
    this.decoder = decoder;
    this.listener = listener;
    this.thread =
        new TopicFollower(
            "console-descriptors",
            () -> consumers.apply(SMALL_FETCHES),
            List.of(topic),
            (consumer, partitions) -> {
              boolean whole = TailStart.seek(consumer, partitions, TAIL_RECORDS);
              recent.begin(consumer.assignment().size(), whole);
            },
            this::read);
  }

  private void read(ConsumerRecord<byte[], byte[]> record) {
    RecordPosition at = new RecordPosition(record.partition(), record.offset());
    try {
      String id = ImageId.of(record.key()).value();
      if (ReservedIds.isReserved(id)) {
        report(record);
        return;
      }
      if (record.value() == null) {
        recent.put(id, new ImageLocation(false, deleted(record), at));
        forget(id);
        listener.deleted(at);
      } else {
        add(EmbeddedImage.of(id, at, decode(record.value())));
      }
    } catch (CiderException e) {
      if (e.code().kind() != ErrorKind.INPUT) {
        throw e; // the registry is unreachable: the topic is read again
      }
    }
  }

  private void report(ConsumerRecord<byte[], byte[]> canary) {
    Header report = canary.headers().lastHeader(HeaderNames.CANARY_REPORT);
    if (report != null && report.value() != null) {
      try {
        listener.reported(CanaryReport.parse(report.value()));
      } catch (IllegalArgumentException e) {
        LOG.debug("a canary without a report", e);
      }
    }
  }

  /** Returns the deletion in the images topic, which is in the same partition. */
  private static Optional<RecordPosition> deleted(ConsumerRecord<byte[], byte[]> tombstone) {
    OptionalLong offset = ImageOffsetHeader.of(tombstone);
    return offset.isPresent()
        ? Optional.of(new RecordPosition(tombstone.partition(), offset.getAsLong()))
        : Optional.empty();
  }

  private Descriptor decode(byte[] value) {
    Descriptor descriptor = decoder.apply(value);
    metadata.add(descriptor.getMetadata());
    return descriptor;
  }

  private void add(EmbeddedImage now) {
    recent.put(now.id(), new ImageLocation(true, Optional.of(now.source()), now.descriptor()));
    described.incrementAndGet();
    synchronized (latest) {
      latest.removeIf(old -> old.id().equals(now.id()));
      latest.addFirst(now);
      if (latest.size() > MAX_LATEST) {
        latest.removeLast();
      }
    }
    listener.described(now);
  }

  private void forget(String id) {
    synchronized (latest) {
      latest.removeIf(old -> old.id().equals(id));
    }
  }

  /** Returns the ids that changed last. */
  RecentImages recent() {
    return recent;
  }

  /** Begins to watch an id. Call it before the change is sent. */
  public ImageWatch watch(String id) {
    return recent.watch(id);
  }

  /**
   * Returns how many of the ids that changed last have a picture in another partition than that of
   * their key's hash.
   */
  public int misplaced() {
    return recent.misplaced();
  }

  /** Returns the pictures embedded last, the latest first. */
  public List<EmbeddedImage> latest() {
    synchronized (latest) {
      return List.copyOf(latest);
    }
  }

  /** Returns the names of metadata, with example values, of what was read. */
  public MetadataNames metadata() {
    return metadata;
  }

  /** Returns how many ids with a picture are known here: all of them if this is complete. */
  public int pictures() {
    return recent.live();
  }

  /** Returns whether every id of the topic is known here, as in a small system. */
  public boolean isComplete() {
    return isCaughtUp() && recent.isComplete();
  }

  /** Returns how many descriptors were read: since the start, and the last ones before. */
  public long described() {
    return described.get();
  }

  /** Returns whether everything from the tail that was there at the start has been read. */
  public boolean isCaughtUp() {
    return thread.isCaughtUp();
  }

  @Override
  public void close() {
    thread.close();
  }
}
