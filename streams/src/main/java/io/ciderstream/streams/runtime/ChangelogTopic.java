package io.ciderstream.streams.runtime;

import io.ciderstream.streams.pending.CrashSafeProcessor;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The changelog of a role. It holds one number for each partition, but a new value with each
 * commit; the new owner of a partition reads all of it, and only closed segments are compacted. So
 * segments are small.
 */
public final class ChangelogTopic {
  private static final Logger LOG = LoggerFactory.getLogger(ChangelogTopic.class);
  private static final long ASK_SECONDS = 10;

  /** The topic's settings. */
  static final Map<String, String> CONFIG =
      Map.of(
          TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(1 << 20),
          TopicConfig.SEGMENT_MS_CONFIG, Long.toString(Duration.ofMinutes(10).toMillis()),
          TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.1");

  private ChangelogTopic() {}

  /** Returns its name. */
  public static String name(String applicationId) {
    return applicationId + "-" + CrashSafeProcessor.STORE + "-changelog";
  }

  /**
   * Gives a topic of an older release the same settings; Kafka Streams itself creates new ones so.
   * Continues without them where that is not allowed.
   */
  static void tune(Admin admin, String applicationId) throws InterruptedException {
    String name = name(applicationId);
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, name);
    Collection<AlterConfigOp> changes =
        CONFIG.entrySet().stream()
            .map(entry -> new ConfigEntry(entry.getKey(), entry.getValue()))
            .map(entry -> new AlterConfigOp(entry, AlterConfigOp.OpType.SET))
            .toList();
    try {
      if (admin.listTopics().names().get(ASK_SECONDS, TimeUnit.SECONDS).contains(name)) {
        admin
            .incrementalAlterConfigs(Map.of(topic, List.copyOf(changes)))
            .all()
            .get(ASK_SECONDS, TimeUnit.SECONDS);
      }
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn(
          "topic {} keeps its settings, so partitions may move slowly; set {} yourself: {}",
          name,
          CONFIG,
          String.valueOf(e.getMessage()));
    }
  }
}
