package io.ciderstream.console;

import io.ciderstream.console.log.ClusterOffsets;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Creates the Kafka clients of the console, which closes them. */
public interface ConsoleClients {
  /** Returns an idempotent producer of bytes for any thread. */
  Producer<byte[], byte[]> producer();

  /**
   * Returns a consumer of bytes without a group, read_committed, that starts at the earliest record
   * by default.
   *
   * @param extra settings that win over these
   */
  Consumer<byte[], byte[]> consumer(Map<String, Object> extra);

  /** Returns a reader of offsets. */
  ClusterOffsets cluster();
}
