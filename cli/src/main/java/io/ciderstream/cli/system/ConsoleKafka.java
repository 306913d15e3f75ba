package io.ciderstream.cli.system;

import io.ciderstream.client.kafka.KafkaClients;
import io.ciderstream.console.ConsoleClients;
import io.ciderstream.console.log.AdminClusterOffsets;
import io.ciderstream.console.log.ClusterOffsets;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * The console's clients against the brokers of the settings.
 *
 * @param kafka makes them
 */
record ConsoleKafka(KafkaClients kafka) implements ConsoleClients {
  /** Who waits at the other end of a request does not wait for a minute. */
  private static final Map<String, Object> IMPATIENT =
      Map.of("max.block.ms", 10_000, "delivery.timeout.ms", 20_000, "request.timeout.ms", 10_000);

  @Override
  public Producer<byte[], byte[]> producer() {
    return kafka.producer(IMPATIENT);
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
