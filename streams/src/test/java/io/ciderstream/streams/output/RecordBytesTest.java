package io.ciderstream.streams.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.internal.AbstractRecords;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.junit.jupiter.api.Test;

class RecordBytesTest {
  private static final int[] LENGTHS = {-1, 0, 1, 63, 64, 8191, 8192, 1 << 20, (1 << 20) + 1};

  @Test
  void shouldCountAsKafkasProducerDoes() {
    for (int key : LENGTHS) {
      for (int value : LENGTHS) {
        for (int count : new int[] {0, 1, 63, 64, 300}) {
          RecordHeaders headers = new RecordHeaders();
          for (int i = 0; i < count; i++) {
            headers.add("h\u20ac" + "x".repeat(i), i % 3 == 0 ? null : new byte[i * i % 300]);
          }
          assertThat(RecordBytes.of(bytes(key), bytes(value), headers))
              .isEqualTo(
                  AbstractRecords.estimateSizeInBytesUpperBound(
                      RecordBatch.CURRENT_MAGIC_VALUE,
                      CompressionType.NONE,
                      bytes(key),
                      bytes(value),
                      headers.toArray()));
        }
      }
    }
  }

  private static byte[] bytes(int length) {
    return length < 0 ? null : new byte[length];
  }
}
