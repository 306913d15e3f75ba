package io.ciderstream.cli.console;

import io.ciderstream.client.kafka.KafkaClients;
import io.ciderstream.console.ConsoleClients;
import io.ciderstream.console.log.AdminClusterOffsets;
import io.ciderstream.console.log.ClusterOffsets;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * Creates the console's Kafka clients.
 *
 * @param kafka creates clients of the brokers in the settings
 */
record ConsoleKafka(KafkaClients kafka) implements ConsoleClients {
  /** Timeouts shorter than a minute, as an HTTP client waits for the response. */
  private static final Map<String, Object> SHORT_TIMEOUTS =
      Map.of("max.block.ms", 10_000, "delivery.timeout.ms", 20_000, "request.timeout.ms", 10_000);

  @Override
  public Producer<byte[], byte[]> producer() {
    return kafka.producer(SHORT_TIMEOUTS);
  }

  @Override
  public Consumer<byte[], byte[]> consumer(Map<String, Object> extra) {
    return kafka.consumer(extra);
  }

  @Override
  public ClusterOffsets cluster() {
    return new AdminClusterOffsets(kafka.admin());
  }
}
