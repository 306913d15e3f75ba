package io.ciderstream.tests.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.client.admin.AdminClusterView;
import io.ciderstream.client.admin.GroupProgress;
import io.ciderstream.client.admin.TopicLeaders;
import io.ciderstream.client.kafka.KafkaClients;
import io.ciderstream.servers.KafkaBroker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonitorIT {
  private static final String TOPIC = "images";

  @TempDir private Path folder;

  @Test
  void shouldSeeAGroupAtTheBeginningOfWhereItNeverCommitted() throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(folder, 0, Map.of())) {
      KafkaClients kafka = KafkaClients.of(broker.address(), "");
      try (var admin = kafka.admin();
          var producer = kafka.producer();
          AdminClusterView monitor = new AdminClusterView(kafka.admin())) {
        assertThat(monitor.progress("group", TOPIC)).isEmpty();
        TopicLeaders.create(admin, new NewTopic(TOPIC, 2, (short) 1));
        for (int partition : List.of(0, 0, 0, 1, 1)) {
          producer.send(new ProducerRecord<>(TOPIC, partition, null, new byte[1])).get();
        }
        assertThat(monitor.progress("group", TOPIC)).contains(progress(0));

        admin
            .alterConsumerGroupOffsets(
                "group", Map.of(new TopicPartition(TOPIC, 0), new OffsetAndMetadata(3)))
            .all()
            .get();
        assertThat(monitor.progress("group", TOPIC)).contains(progress(3));
      }
    }
  }

  private static GroupProgress progress(long committed) {
    return new GroupProgress(
        Map.of(0, new GroupProgress.Partition(committed, 3), 1, new GroupProgress.Partition(0, 2)));
  }
}
