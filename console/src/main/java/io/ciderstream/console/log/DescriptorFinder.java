package io.ciderstream.console.log;

import io.ciderstream.client.kafka.ImageOffsetHeader;
import io.ciderstream.console.log.RecordFetcher.PartitionRecords;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.avro.Descriptor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Finds the descriptor of a picture in the log. The embedder writes the descriptors of a partition
 * in the order of their pictures, so a search by halves reads few records, however many there are.
 * It begins at the end of the partition, where a topic that was embedded twice has the later run.
 * Any thread.
 */
public final class DescriptorFinder {
  /** How many records without a source are skipped at a place: deletions of early versions. */
  private static final int MAX_SKIPPED = 16;

  private final RecordFetcher reader;
  private final String topic;
  private final Function<byte[], Descriptor> decoder;

  /**
   * Creates a finder.
   *
   * @param topic of descriptors
   * @param decoder reads a value of the topic
   */
  public DescriptorFinder(
      RecordFetcher reader, String topic, Function<byte[], Descriptor> decoder) {
    this.reader = reader;
    this.topic = topic;
    this.decoder = decoder;
  }

  /** A record, and the offset of the picture that it comes from. */
  private record Sourced(ConsumerRecord<byte[], byte[]> descriptor, long source) {}

  /** Returns the descriptor of an id at its position; empty if the log has something else there. */
  Optional<Descriptor> at(String id, RecordPosition position) {
    return reader.read(topic, position).flatMap(record -> ofId(id, record));
  }

  /**
   * Returns the descriptor of an id's picture; empty if the log does not have it where it must be.
   *
   * @param source the picture in the images topic
   * @throws io.ciderstream.schemas.CiderException BROKER_UNAVAILABLE, or what the decoder throws
   */
  Optional<Descriptor> find(String id, RecordPosition source) {
    return reader.inPartition(topic, source, partition -> find(id, source.offset(), partition));
  }

  private Optional<Descriptor> find(String id, long source, PartitionRecords partition) {
    long from = partition.begin();
    long to = partition.end();
    for (long back = 1, at = to; at > from; back *= 2) {
      at = Math.max(from, partition.end() - back);
      Optional<Sourced> found = firstBetween(at, to, partition);
      if (found.isPresent() && found.get().source() <= source) {
        from = found.get().descriptor().offset();
        break;
      }
      to = at;
    }
    while (from < to) {
      long middle = from + (to - from) / 2;
      Optional<Sourced> found = firstBetween(middle, to, partition);
      if (found.isEmpty() || found.get().source() > source) {
        to = middle;
      } else if (found.get().source() < source) {
        from = found.get().descriptor().offset() + 1;
      } else {
        return found.map(Sourced::descriptor).flatMap(record -> ofId(id, record));
      }
    }
    return Optional.empty();
  }

  private Optional<Descriptor> ofId(String id, ConsumerRecord<byte[], byte[]> record) {
    return Optional.of(record)
        .filter(some -> Arrays.equals(some.key(), id.getBytes(StandardCharsets.UTF_8)))
        .map(ConsumerRecord::value)
        .map(decoder);
  }

  private Optional<Sourced> firstBetween(long from, long to, PartitionRecords partition) {
    long at = from;
    for (int skipped = 0; skipped < MAX_SKIPPED && at < to; skipped++) {
      Optional<ConsumerRecord<byte[], byte[]>> record =
          partition.firstFrom(at).filter(some -> some.offset() < to);
      OptionalLong source = record.map(this::source).orElse(OptionalLong.empty());
      if (record.isEmpty() || source.isPresent()) {
        return record.map(some -> new Sourced(some, source.orElseThrow()));
      }
      at = record.get().offset() + 1;
    }
    return Optional.empty();
  }

  private OptionalLong source(ConsumerRecord<byte[], byte[]> record) {
    OptionalLong named = ImageOffsetHeader.of(record);
    return named.isPresent() || record.value() == null
        ? named
        : OptionalLong.of(decoder.apply(record.value()).getSource().getOffset());
  }
}
