package io.ciderstream.console.log;

import io.ciderstream.client.follow.TopicFollower;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ImageId;
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

/** Where each picture lies, read from the whole descriptors topic and kept up to date. */
public final class DescriptorView implements AutoCloseable {
  private static final int LATEST = 60;

  /** Told of every descriptor and deletion, in the order of its partition. */
  public interface Listener {
    /** A picture was described. */
    void described(Described described);

    /** A picture was deleted by the record there. */
    void deleted(Position descriptor);
  }

  private final Whereabouts places = new Whereabouts();
  private final MetadataNames metadata = new MetadataNames();
  private final Deque<Described> latest = new ArrayDeque<>();
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
    Position at = new Position(record.partition(), record.offset());
    try {
      String id = ImageId.of(record.key()).value();
      if (record.value() == null) {
        places.put(id, null, at);
        forget(id);
        listener.deleted(at);
      } else {
        add(Described.of(id, at, decode(record.value())));
      }
    } catch (CiderException e) {
      if (e.code().kind() != io.ciderstream.schemas.ErrorKind.INPUT) {
        throw e; // the registry is away: the topic is read again
      }
    }
  }

  private Descriptor decode(byte[] value) {
    Descriptor descriptor = decoder.apply(value);
    metadata.add(descriptor.getMetadata());
    return descriptor;
  }

  private void add(Described now) {
    places.put(now.id(), now.source(), now.descriptor());
    described.incrementAndGet();
    synchronized (latest) {
      latest.removeIf(old -> old.id().equals(now.id()));
      latest.addFirst(now);
      if (latest.size() > LATEST) {
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

  /** The latest word about an id; empty if there never was one. */
  public Optional<Place> find(String id) {
    return places.get(id);
  }

  /**
   * In which partitions a record must be to replace the id's pictures, wherever they were put; none
   * if there is no word about the id.
   */
  public List<Integer> toReplace(String id) {
    return places.toReplace(id);
  }

  /** True if the latest record of the id in some partition is a picture. */
  public boolean hasPicture(String id) {
    return places.hasPicture(id);
  }

  /** In which partitions the id must be deleted; none if there is no word about it. */
  public List<Integer> toDelete(String id) {
    return places.toDelete(id);
  }

  /** How many ids have a picture in another partition than that of their key's hash. */
  public int misplaced() {
    return places.misplaced();
  }

  /** The pictures described last, the latest first. */
  public List<Described> latest() {
    synchronized (latest) {
      return List.copyOf(latest);
    }
  }

  /** Names that pictures have metadata under, with examples. */
  public MetadataNames metadata() {
    return metadata;
  }

  /** How many ids have a descriptor now. */
  public int pictures() {
    return places.live();
  }

  /** How many descriptors were read. */
  public long described() {
    return described.get();
  }

  /** True once all that was there at the start has been read. */
  public boolean isCaughtUp() {
    return thread.isCaughtUp();
  }

  @Override
  public void close() {
    thread.close();
  }
}
