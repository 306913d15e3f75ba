package io.ciderstream.connectors.settings;

import io.ciderstream.connectors.progress.IndexNames;
import io.ciderstream.connectors.progress.Progress;
import io.ciderstream.connectors.progress.ProgressTopic;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The sink's settings about the progress topic. */
public final class ProgressSettings {
  /** Where to publish. */
  public static final String TOPIC = "progress.topic";

  /** The brokers of that topic. */
  public static final String BOOTSTRAP = "progress.bootstrap.servers";

  /** Prefix of further settings of the producer. */
  public static final String PRODUCER_PREFIX = "progress.producer.";

  private static final String MAX_BLOCK_MS = "500";

  private ProgressSettings() {}

  /** Adds them. */
  public static ConfigDef define(ConfigDef all) {
    return all.define(
            TOPIC,
            Type.STRING,
            "",
            Importance.LOW,
            "Compacted topic to which each acknowledged batch publishes how far the index is; empty"
                + " for none.")
        .define(
            BOOTSTRAP,
            Type.STRING,
            "",
            Importance.LOW,
            "Brokers of the progress topic, host:port, comma-separated. Further settings of that"
                + " producer, security above all, begin with "
                + PRODUCER_PREFIX
                + ".");
  }

  /**
   * Refuses contradictions.
   *
   * @throws ConfigException naming the setting
   */
  public static void check(AbstractConfig settings) {
    boolean topic = !settings.getString(TOPIC).isEmpty();
    boolean brokers = !settings.getString(BOOTSTRAP).isEmpty();
    if (topic != brokers) {
      throw new ConfigException(
          topic ? BOOTSTRAP : TOPIC,
          "",
          "%s and %s go together; set both or none.".formatted(TOPIC, BOOTSTRAP));
    }
  }

  /**
   * The publisher that is asked for.
   *
   * @param names name the index that a record goes to
   */
  public static Progress open(AbstractConfig settings, IndexNames names) {
    String topic = settings.getString(TOPIC);
    if (topic.isEmpty()) {
      return Progress.NONE;
    }
    Map<String, Object> producer = new HashMap<>();
    producer.putAll(settings.originalsWithPrefix(PRODUCER_PREFIX));
    producer.put("bootstrap.servers", settings.getString(BOOTSTRAP));
    // the task's thread must not wait for these brokers
    producer.put("max.block.ms", MAX_BLOCK_MS);
    return new ProgressTopic(
        topic,
        names,
        new KafkaProducer<>(producer, new ByteArraySerializer(), new ByteArraySerializer()),
        InstantSource.system());
  }
}
