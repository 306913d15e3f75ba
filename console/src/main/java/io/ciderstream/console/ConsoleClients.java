package io.ciderstream.console;

import io.ciderstream.console.log.Cluster;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Makes the console's Kafka clients. The console closes what it got. */
public interface ConsoleClients {
  /** An idempotent producer of bytes; any thread may use it. */
  Producer<byte[], byte[]> producer();

  /**
   * A consumer of bytes in no group, read_committed, that starts at the earliest record where
   * nothing else is said.
   *
   * @param extra settings that win over these
   */
  Consumer<byte[], byte[]> consumer(Map<String, Object> extra);

  /** Looks at offsets and groups. */
  Cluster cluster();
}
