package io.ciderstream.rebuild;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.schemas.HeaderNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class DescriptorLogTest {
  private static final TopicPartition DESCRIPTORS = new TopicPartition("descriptors", 0);
  private static final TopicPartition IMAGES = new TopicPartition("images", 0);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private long end;

  private void add(String id, boolean deletes, Long source) {
    RecordHeaders headers = new RecordHeaders();
    if (source != null) {
      headers.add(HeaderNames.SOURCE_OFFSET, Long.toString(source).getBytes(UTF_8));
    }
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(
            DESCRIPTORS.topic(),
            0,
            end++,
            0,
            TimestampType.CREATE_TIME,
            0,
            0,
            id.getBytes(UTF_8),
            deletes ? null : new byte[] {1},
            headers,
            Optional.empty());
    consumer.schedulePollTask(() -> consumer.addRecord(record));
  }

  @Test
  void shouldCountLiveIdsAndThoseWhosePictureIsGone() {
    for (TopicPartition partition : List.of(DESCRIPTORS, IMAGES)) {
      consumer.updatePartitions(
          partition.topic(),
          List.of(
              new PartitionInfo(partition.topic(), 0, Node.noNode(), new Node[0], new Node[0])));
    }
    add("old", false, 3L);
    add("deleted", false, 4L);
    add("replaced", false, 5L);
    add("unknown", false, null);
    add("deleted", true, 11L);
    add("replaced", false, 12L);
    add("new", false, 13L);
    consumer.updateBeginningOffsets(Map.of(DESCRIPTORS, 0L, IMAGES, 10L));
    consumer.updateEndOffsets(Map.of(DESCRIPTORS, end));
    assertThat(new DescriptorLog(() -> consumer).count("descriptors", "images"))
        .isEqualTo(new DescriptorLog.Counts(4, 1));
  }
}
