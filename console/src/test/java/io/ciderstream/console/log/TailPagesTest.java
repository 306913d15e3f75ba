package io.ciderstream.console.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TailPagesTest {
  private static final TopicPartition PARTITION = new TopicPartition("letters", 0);
  private static final int RECORDS = 1_000;

  private final List<Long> read = new ArrayList<>();

  /** Serves values of so many bytes, a few records in each poll. */
  private MockConsumer<byte[], byte[]> consumer(int bytes) {
    MockConsumer<byte[], byte[]> consumer =
        new MockConsumer<>("earliest") {
          @Override
          public synchronized org.apache.kafka.clients.consumer.ConsumerRecords<byte[], byte[]>
              poll(java.time.Duration timeout) {
            long from = position(PARTITION);
            for (long offset = from; offset < Math.min(RECORDS, from + 10); offset++) {
              read.add(offset);
              addRecord(new ConsumerRecord<>("letters", 0, offset, null, new byte[bytes]));
            }
            return super.poll(timeout);
          }
        };
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    return consumer;
  }

  private TailPages.Tail<Long> tail(int bytes, int maxRecords, long maxBytes) {
    return new TailPages<>(maxRecords, maxBytes, ConsumerRecord::offset)
        .read(consumer(bytes), PARTITION, 0, RECORDS);
  }

  private static List<Long> last(int count) {
    return LongStream.range(RECORDS - count, RECORDS).boxed().toList();
  }

  @Test
  void shouldReadTheLastRecordsInTheirOrder() {
    assertThat(tail(1, 500, 1 << 20).records()).isEqualTo(last(500));
    assertThat(tail(0, 3, 1 << 20).records()).isEqualTo(last(3));
    assertThat(tail(1, 5_000, 1 << 20).records()).isEqualTo(last(RECORDS));
  }

  @Test
  void shouldStopWhenItHasReadEnoughBytes() {
    int bytes = 1 << 16;
    TailPages.Tail<Long> tail = tail(bytes, 500, 16L * bytes);
    assertThat(tail.records()).isEqualTo(last(16));
    assertThat(tail.bytes()).isEqualTo(16L * bytes);
    assertThat(read.size()).as("fetched, of %d", RECORDS).isLessThan(200);
  }
}
