package io.ciderstream.console.log;

import io.ciderstream.client.follow.TopicFollower;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.avro.Descriptor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Knows where each picture is: reads the whole descriptors topic and follows it. Any thread. */
public final class DescriptorView implements AutoCloseable {
  private static final int MAX_LATEST = 60;

  /** Receives every descriptor and deletion, in the order of its partition. */
  public interface Listener {
    /** Receives a descriptor. */
    void described(EmbeddedImage described);

    /** Receives the position of a deletion. */
    void deleted(RecordPosition descriptor);
  }

  private final ImageLocations places = new ImageLocations();
  private final MetadataNames metadata = new MetadataNames();
  private final Deque<EmbeddedImage> latest = new ArrayDeque<>();
  private final AtomicLong described = new AtomicLong();
  private final Function<byte[], Descriptor> decoder;
  private final Listener listener;
  private final TopicFollower thread;

  /**
   * Starts to read.
   *
   * @param decoder reads a value of the topic
   */
  public DescriptorView(
      Supplier<Consumer<byte[], byte[]>> consumers,
      String topic,
      Function<byte[], Descriptor> decoder,
      Listener listener) {
    this.decoder = decoder;
    this.listener = listener;
    this.thread =
        new TopicFollower(
            "console-descriptors",
            consumers,
            List.of(topic),
            (consumer, partitions) -> {
              places.partitions(partitions.size());
              consumer.seekToBeginning(partitions);
            },
            this::read);
  }

  private void read(ConsumerRecord<byte[], byte[]> record) {
    RecordPosition at = new RecordPosition(record.partition(), record.offset());
    try {
      String id = ImageId.of(record.key()).value();
      if (record.value() == null) {
        places.put(id, null, at);
        forget(id);
        listener.deleted(at);
      } else {
        add(EmbeddedImage.of(id, at, decode(record.value())));
      }
    } catch (CiderException e) {
      if (e.code().kind() != io.ciderstream.schemas.ErrorKind.INPUT) {
        throw e; // the registry is unreachable: the topic is read again
      }
    }
  }

  private Descriptor decode(byte[] value) {
    Descriptor descriptor = decoder.apply(value);
    metadata.add(descriptor.getMetadata());
    return descriptor;
  }

  private void add(EmbeddedImage now) {
    places.put(now.id(), now.source(), now.descriptor());
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

  /** Returns the latest location of an id; empty if the topic has no record of it. */
  public Optional<ImageLocation> find(String id) {
    return places.get(id);
  }

  /**
   * Returns the partitions where a record replaces the id's pictures, wherever they were put; none
   * if the id is unknown.
   */
  public List<Integer> toReplace(String id) {
    return places.toReplace(id);
  }

  /** Returns whether the latest record of the id in some partition is a picture. */
  public boolean hasPicture(String id) {
    return places.hasPicture(id);
  }

  /** Returns the partitions where the id must be deleted; none if it is unknown. */
  public List<Integer> toDelete(String id) {
    return places.toDelete(id);
  }

  /** Returns how many ids have a picture in another partition than that of their key's hash. */
  public int misplaced() {
    return places.misplaced();
  }

  /** Returns the pictures embedded last, the latest first. */
  public List<EmbeddedImage> latest() {
    synchronized (latest) {
      return List.copyOf(latest);
    }
  }

  /** Returns the names of metadata, with example values. */
  public MetadataNames metadata() {
    return metadata;
  }

  /** Returns how many ids have a descriptor now. */
  public int pictures() {
    return places.live();
  }

  /** Returns how many descriptors were read. */
  public long described() {
    return described.get();
  }

  /** Returns whether everything that was there at the start has been read. */
  public boolean isCaughtUp() {
    return thread.isCaughtUp();
  }

  @Override
  public void close() {
    thread.close();
  }
}
