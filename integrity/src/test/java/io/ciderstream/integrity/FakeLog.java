package io.ciderstream.integrity;

import io.ciderstream.integrity.log.LogTopics;
import io.ciderstream.schemas.HeaderNames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** A log in memory. A null record is an offset without one. */
final class FakeLog implements LogTopics {
  private final int partitions;
  private final Map<String, List<List<ConsumerRecord<byte[], byte[]>>>> topics = new HashMap<>();
  private final Map<String, Map<Integer, Long>> begins = new HashMap<>();
  private final Map<String, Map<Integer, Long>> committed = new HashMap<>();
  private Runnable beforeAppend = () -> {};
  private Runnable onEnds = () -> {};

  FakeLog(int partitions, String... names) {
    this.partitions = partitions;
    for (String name : names) {
      List<List<ConsumerRecord<byte[], byte[]>>> lists = new ArrayList<>();
      for (int i = 0; i < partitions; i++) {
        lists.add(new ArrayList<>());
      }
      topics.put(name, lists);
    }
  }

  long put(String topic, int partition, String key, byte[] value, Map<String, String> headers) {
    RecordHeaders all = new RecordHeaders();
    headers.forEach((name, text) -> all.add(name, text.getBytes(StandardCharsets.UTF_8)));
    return put(topic, partition, key.getBytes(StandardCharsets.UTF_8), value, all);
  }

  private long put(String topic, int partition, byte[] key, byte[] value, Headers headers) {
    List<ConsumerRecord<byte[], byte[]>> list = topics.get(topic).get(partition);
    long offset = list.size();
    list.add(
        new ConsumerRecord<>(
            topic,
            partition,
            offset,
            0L,
            TimestampType.CREATE_TIME,
            0,
            0,
            key,
            value,
            headers,
            Optional.empty()));
    return offset;
  }

  void putMarker(String topic, int partition) {
    topics.get(topic).get(partition).add(null);
  }

  /** Removes a record, as compaction does. */
  void compact(String topic, int partition, long offset) {
    topics.get(topic).get(partition).set((int) offset, null);
  }

  void begin(String topic, int partition, long offset) {
    begins.computeIfAbsent(topic, name -> new HashMap<>()).put(partition, offset);
  }

  void commit(String group, int partition, long offset) {
    committed.computeIfAbsent(group, name -> new HashMap<>()).put(partition, offset);
  }

  void beforeAppend(Runnable action) {
    beforeAppend = action;
  }

  void onEnds(Runnable action) {
    onEnds = action;
  }

  List<ConsumerRecord<byte[], byte[]>> records(String topic, int partition) {
    return topics.get(topic).get(partition);
  }

  static long source(ConsumerRecord<byte[], byte[]> record) {
    return Long.parseLong(
        new String(
            record.headers().lastHeader(HeaderNames.SOURCE_OFFSET).value(),
            StandardCharsets.UTF_8));
  }

  @Override
  public Map<Integer, Long> begins(String topic) {
    Map<Integer, Long> offsets = new HashMap<>();
    if (topics.containsKey(topic)) {
      for (int i = 0; i < partitions; i++) {
        offsets.put(i, begins.getOrDefault(topic, Map.of()).getOrDefault(i, 0L));
      }
    }
    return offsets;
  }

  @Override
  public Map<Integer, Long> ends(String topic) {
    onEnds.run();
    Map<Integer, Long> offsets = new HashMap<>();
    if (topics.containsKey(topic)) {
      for (int i = 0; i < partitions; i++) {
        offsets.put(i, (long) records(topic, i).size());
      }
    }
    return offsets;
  }

  @Override
  public void read(
      String topic,
      Map<Integer, Long> from,
      Map<Integer, Long> to,
      Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    to.forEach(
        (partition, end) -> {
          for (long offset = from.get(partition); offset < end; offset++) {
            at(topic, partition, offset).ifPresent(sink);
          }
        });
  }

  @Override
  public Optional<ConsumerRecord<byte[], byte[]>> at(String topic, int partition, long offset) {
    List<ConsumerRecord<byte[], byte[]>> list = records(topic, partition);
    return offset < list.size() ? Optional.ofNullable(list.get((int) offset)) : Optional.empty();
  }

  @Override
  public Map<Integer, Long> committed(String group, String topic) {
    return Map.copyOf(committed.getOrDefault(group, Map.of()));
  }

  @Override
  public long append(ProducerRecord<byte[], byte[]> record) {
    beforeAppend.run();
    return put(record.topic(), record.partition(), record.key(), record.value(), record.headers());
  }

  @Override
  public void close() {}
}
