package io.ciderstream.streams.pending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogReaderTest {
  private final List<MockConsumer<byte[], byte[]>> consumers = new CopyOnWriteArrayList<>();
  private final LogReader reader =
      new LogReader(
          "in",
          () -> {
            MockConsumer<byte[], byte[]> consumer =
                new MockConsumer<>(AutoOffsetResetStrategy.EARLIEST.name());
            consumers.add(consumer);
            return consumer;
          });

  @AfterEach
  void close() {
    reader.close();
  }

  /** Puts records into the log once the reader has got to a partition. */
  private void fill(MockConsumer<byte[], byte[]> consumer, int partition, long from, long to) {
    await().until(() -> consumer.assignment().contains(new TopicPartition("in", partition)));
    for (long offset = from; offset < to; offset++) {
      consumer.addRecord(new ConsumerRecord<>("in", partition, offset, new byte[0], new byte[0]));
    }
  }

  private MockConsumer<byte[], byte[]> consumer(int number) {
    await().until(() -> consumers.size() > number);
    return consumers.get(number);
  }

  private static List<Long> read(InputLog.Reader from, int count) {
    List<Long> offsets = new ArrayList<>();
    await()
        .until(
            () -> {
              InputRecord record;
              while ((record = from.poll()) != null) {
                assertThat(from.position()).isEqualTo(record.offset() + 1);
                offsets.add(record.offset());
              }
              return offsets.size() >= count;
            });
    return offsets;
  }

  @Test
  void shouldReadSeveralPartitionsFromWhereTheyBegin() {
    LogReader.Cursor zero = reader.open(0, 5);
    assertThat(zero.poll()).isNull();
    fill(consumer(0), 0, 5, 8);
    assertThat(read(zero, 3)).containsExactly(5L, 6L, 7L);
    LogReader.Cursor one = reader.open(1, 2);
    assertThat(one.poll()).isNull();
    fill(consumer(0), 1, 2, 4);
    assertThat(read(one, 2)).containsExactly(2L, 3L);
    assertThat(zero.position()).isEqualTo(8);
  }

  @Test
  void shouldFetchNothingThatNobodyAskedFor() {
    LogReader.Cursor asked = reader.open(0, 0);
    LogReader.Cursor silent = reader.open(1, 0);
    asked.poll();
    fill(consumer(0), 0, 0, 1);
    fill(consumer(0), 1, 0, 1);
    assertThat(read(asked, 1)).containsExactly(0L);
    assertThat(consumer(0).paused()).contains(new TopicPartition("in", 1));
    assertThat(read(silent, 1)).containsExactly(0L);
  }

  @Test
  void shouldGoOnWithANewConsumerWhereAnotherFailed() {
    LogReader.Cursor cursor = reader.open(0, 5);
    cursor.poll();
    fill(consumer(0), 0, 5, 6);
    assertThat(read(cursor, 1)).containsExactly(5L);
    consumer(0).setPollException(new KafkaException("made by a test"));
    assertThat(cursor.poll()).isNull();
    fill(consumer(1), 0, 6, 7);
    assertThat(read(cursor, 1)).containsExactly(6L);
    assertThat(consumer(0).closed()).isTrue();
  }

  @Test
  void shouldCloseItsConsumerWhenNobodyReadsAnyMore() {
    LogReader.Cursor cursor = reader.open(0, 5);
    cursor.poll();
    MockConsumer<byte[], byte[]> first = consumer(0);
    cursor.close();
    await().until(first::closed);
    reader.open(0, 9).poll();
    fill(consumer(1), 0, 9, 10);
  }
}
