package io.ciderstream.integrity.run;

import io.ciderstream.integrity.compare.ReachedOffsets;
import io.ciderstream.integrity.entry.Entry;
import io.ciderstream.integrity.entry.KeyDigest;
import io.ciderstream.integrity.log.RecordEntries;
import io.ciderstream.integrity.sort.EntrySort;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.ReservedIds;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads the log up to its ends, and all rows, into entries. The ends of {@code images} are fixed
 * first. Once the embedder has passed them, the ends of its outputs are fixed, and once the sink
 * has passed these, the rows are read: what is missing then is missing, or changed meanwhile.
 */
final class EntryCollector {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final VerifiedSystem system;
  private final IntegrityOptions options;
  private final RecordEntries entries;
  private final EntrySort sort;
  private final ReachedOffsets reached;
  private final VerificationProgress progress;
  private final WaitClock clock;
  private final Map<String, Map<Integer, Long>> froms = new HashMap<>();
  private final Map<String, Map<Integer, Long>> ends = new HashMap<>();
  private final Map<Integer, Long> lastRecords = new HashMap<>();
  private long imageRecords;
  private long sampledImages;
  private long records;
  private long rows;

  EntryCollector(
      VerifiedSystem system,
      IntegrityOptions options,
      RecordEntries entries,
      EntrySort sort,
      ReachedOffsets reached,
      VerificationProgress progress,
      WaitClock clock) {
    this.system = system;
    this.options = options;
    this.entries = entries;
    this.sort = sort;
    this.reached = reached;
    this.progress = progress;
    this.clock = clock;
  }

  /** Reads everything. */
  void collect() {
    String images = system.topics().images();
    String descriptors = system.topics().descriptors();
    require(images);
    fix(images);
    read(images, this::addImage);
    await(system.embedderGroup(), images);
    reached.embedderCommitted(system.log().committed(system.embedderGroup(), images));
    require(descriptors);
    for (String output : outputs()) {
      fix(output);
    }
    read(descriptors, this::addDescriptor);
    await(system.sinkGroup(), descriptors);
    Map<Integer, Long> written = system.log().committed(system.sinkGroup(), descriptors);
    if (!written.isEmpty()) {
      reached.sinkCommitted(written);
    }
    // only now, so that the dead letters of what the sink has passed are there
    fix(system.topics().descriptorsDeadLetters());
    read(
        system.topics().imagesDeadLetters(),
        record ->
            entries.imageLetter(KeyDigest.of(record.key()), record, images).ifPresent(this::add));
    read(
        system.topics().descriptorsDeadLetters(),
        record ->
            entries
                .descriptorLetter(KeyDigest.of(record.key()), record, descriptors)
                .ifPresent(this::add));
    readRows();
  }

  private List<String> outputs() {
    return List.of(system.topics().descriptors(), system.topics().imagesDeadLetters());
  }

  private void require(String topic) {
    if (system.log().ends(topic).isEmpty()) {
      throw new CiderException(
          ErrorCode.TOPIC_MISMATCH,
          "The broker has no topic %s; ./cider topics creates all that are missing."
              .formatted(topic));
    }
  }

  private void fix(String topic) {
    froms.put(topic, system.log().begins(topic));
    ends.put(topic, system.log().ends(topic));
  }

  private void read(String topic, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    Map<Integer, Long> from = froms.get(topic);
    Map<Integer, Long> to = ends.get(topic);
    long all = LogRange.offsets(from, to);
    LogRange done = new LogRange(from);
    progress.show(topic, 0, all);
    lastRecords.clear();
    system
        .log()
        .read(
            topic,
            from,
            to,
            record -> {
              records++;
              lastRecords.put(record.partition(), record.offset());
              sink.accept(record);
              progress.show(topic, done.passed(record), all);
            });
    progress.show(topic, all, all);
  }

  private void addImage(ConsumerRecord<byte[], byte[]> record) {
    imageRecords++;
    KeyDigest key = KeyDigest.of(record.key());
    if (key.isIn(options.share())) {
      sampledImages++;
      sort.add(entries.image(key, record).encoded());
    }
  }

  private void addDescriptor(ConsumerRecord<byte[], byte[]> record) {
    if (isPosition(record)) {
      return;
    }
    KeyDigest key = KeyDigest.of(record.key());
    if (key.isIn(options.share())) {
      sort.add(entries.descriptor(key, record).encoded());
    }
  }

  /** Returns whether the record moves the index position past a dead letter; it has no image. */
  private static boolean isPosition(ConsumerRecord<byte[], byte[]> record) {
    return record.value() == null
        && Arrays.equals(record.key(), ReservedIds.position(record.partition()).toBytes());
  }

  private void add(Entry letter) {
    if (letter.key().isIn(options.share())) {
      sort.add(letter.encoded());
    }
  }

  private void readRows() {
    long all = system.rows().count();
    progress.show("rows", 0, all);
    system
        .rows()
        .scan(
            row -> {
              rows++;
              KeyDigest key = KeyDigest.of(row.id().toBytes());
              if (key.isIn(options.share())) {
                sort.add(entries.row(key, row).encoded());
              }
              progress.show("rows", Math.min(rows, all - 1), all);
            });
    progress.show("rows", all, all);
  }

  /** Waits until a group has passed the last record of each partition that was read. */
  private void await(String group, String topic) {
    Map<Integer, Long> last = new HashMap<>(lastRecords);
    long begun = clock.nanoTime();
    Supplier<Long> behind =
        () -> {
          Map<Integer, Long> committed = system.log().committed(group, topic);
          return committed.isEmpty() ? 0 : LogRange.behind(last, committed);
        };
    long first = behind.get();
    long left = first;
    while (left > 0 && clock.nanoTime() - begun < options.times().position().toNanos()) {
      progress.show(group, first - Math.min(first, left), first);
      clock.pause(PAUSE);
      left = behind.get();
    }
    if (first > 0) {
      progress.show(group, first, first);
    }
  }

  /** Returns where a topic was read to. */
  Map<Integer, Long> end(String topic) {
    return ends.get(topic);
  }

  /** Returns where a topic was read from. */
  Map<Integer, Long> from(String topic) {
    return froms.get(topic);
  }

  /** Returns how many offsets of {@code images} have no record. */
  long imagesWithoutRecord() {
    String images = system.topics().images();
    return LogRange.offsets(froms.get(images), ends.get(images)) - imageRecords;
  }

  /** Returns how many records of {@code images} are not in the sample. */
  long imagesNotSampled() {
    return imageRecords - sampledImages;
  }

  /** Returns how many records were read. */
  long records() {
    return records;
  }

  /** Returns how many rows were read. */
  long rows() {
    return rows;
  }
}
