package io.ciderstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class KeyPartitionTest {
  /** Known answers from librdkafka's own test of its murmur2 (rdmurmur2.c, unittest_murmur2). */
  @Test
  void shouldHashAsLibrdkafkaDoes() {
    int all = Integer.MAX_VALUE;
    assertThat(KeyPartition.of(utf8("kafka"), all)).isEqualTo(0xd067cf64 & all);
    assertThat(KeyPartition.of(utf8("giberish123456789"), all)).isEqualTo(0x8f552b0c & all);
    assertThat(KeyPartition.of(utf8("1234"), all)).isEqualTo(0x9fc97b14 & all);
    assertThat(KeyPartition.of(utf8(""), all)).isEqualTo(0x106e08d9 & all);
  }

  @Test
  void shouldChooseThePartitionThatJavasProducerChooses() {
    for (int i = 0; i < 200; i++) {
      byte[] key = utf8("monuments/é-%d.jpg".formatted(i));
      for (int partitions : new int[] {1, 2, 4, 7, 300}) {
        assertThat(KeyPartition.of(key, partitions))
            .isEqualTo(BuiltInPartitioner.partitionForKey(key, partitions));
      }
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
