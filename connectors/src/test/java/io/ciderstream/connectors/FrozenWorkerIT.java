package io.ciderstream.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.connectors.settings.RowSettings;
import io.ciderstream.connectors.settings.WriteSettings;
import io.ciderstream.index.settings.IndexSettings;
import io.ciderstream.servers.KafkaBroker;
import io.ciderstream.servers.MilvusLite;
import io.ciderstream.servers.ServerHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.connect.cli.ConnectStandalone;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.storage.StringConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A worker whose process is stopped in the middle of a batch, and continues when another has taken
 * over. It is stopped between two calls: a call that has been sent is not to be called back.
 */
class FrozenWorkerIT {
  private static final String TOPIC = "things";
  private static final String SINK = "sink";
  private static final int KEYS = 400;

  @TempDir private Path folder;

  @Test
  void shouldNotLetAWorkerThatWasStoppedWriteOverNewerRows() throws Exception {
    try (MilvusLite milvus =
            MilvusLite.start(ServerHome.fromSystemProperty(), folder.resolve("milvus"), 0);
        KafkaBroker broker = KafkaBroker.start(folder.resolve("kafka"), 0, Map.of());
        SinkWorker second = new SinkWorker(broker, folder);
        SinkWorker.Rows rows = new SinkWorker.Rows(milvus.address())) {
      second.topic(TOPIC);
      send(second, 0);
      // one row a call, so that the batch has many
      Map<String, String> settings = settings(milvus);
      settings.put(IndexSettings.BATCH_ROWS.name(), "1");
      Process first = child(broker, settings);
      try {
        SinkWorker.awaitIt(() -> assertThat(old(rows)).isBetween(1, KEYS - 1));
        send(second, 1);
        second.start(SINK, settings(milvus));
        second.awaitCommitted(SINK, TOPIC, 2 * KEYS);
        assertThat(old(rows)).isZero();

        new ProcessBuilder("kill", "-s", "CONT", Long.toString(first.pid())).start().waitFor();
        SinkWorker.awaitIt(
            () -> assertThat(Files.readString(folder.resolve("first.log"))).contains("as lost"));
        assertThat(old(rows)).isZero();
        assertThat(rows.read(TOPIC, "n == 1", "id")).hasSize(KEYS);
      } finally {
        first.destroyForcibly().waitFor();
      }
    }
  }

  private static void send(SinkWorker worker, int value) throws Exception {
    for (int key = 0; key < KEYS; key++) {
      worker.send(TOPIC, "k" + key, "{\"vector\": [1, 0], \"n\": %d}".formatted(value));
    }
  }

  private static int old(SinkWorker.Rows rows) {
    return rows.read(TOPIC, "n == 0", "id").size();
  }

  private static Map<String, String> settings(MilvusLite milvus) {
    Map<String, String> settings = new HashMap<>();
    settings.put("topics", TOPIC);
    settings.put("key.converter", StringConverter.class.getName());
    settings.put("value.converter", JsonConverter.class.getName());
    settings.put("value.converter.schemas.enable", "false");
    settings.put("consumer.override.auto.offset.reset", "earliest");
    settings.put("consumer.override.session.timeout.ms", "6000");
    settings.put("consumer.override.heartbeat.interval.ms", "1000");
    settings.put(RowSettings.COLLECTION.name(), TOPIC);
    settings.put(RowSettings.TYPES.name(), "n:Int64");
    settings.put(IndexSettings.URI.name(), milvus.address());
    // longer than it is stopped: its calls must not merely time out
    settings.put(IndexSettings.RPC_DEADLINE.name(), "120000");
    settings.put(WriteSettings.TAKEOVER_WAIT.name(), "0");
    return settings;
  }

  private Process child(KafkaBroker broker, Map<String, String> settings) throws IOException {
    Map<String, String> connector = new HashMap<>(settings);
    connector.put("name", SINK);
    connector.put("connector.class", StoppedWorker.class.getName());
    connector.put("tasks.max", "1");
    Map<String, String> worker =
        Map.of(
            "bootstrap.servers", broker.address(),
            "listeners", "http://127.0.0.1:0",
            "offset.storage.file.filename", folder.resolve("first-offsets").toString(),
            "key.converter", StringConverter.class.getName(),
            "value.converter", StringConverter.class.getName(),
            "plugin.discovery", "service_load");
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dlogback.configurationFile=logback-child.xml",
                "-cp",
                System.getProperty("java.class.path"),
                ConnectStandalone.class.getName(),
                file("worker", worker),
                file("connector", connector)))
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("first.log").toFile())
        .start();
  }

  private String file(String name, Map<String, String> settings) throws IOException {
    Properties properties = new Properties();
    properties.putAll(settings);
    Path file = folder.resolve(name + ".properties");
    try (var out = Files.newOutputStream(file)) {
      properties.store(out, null);
    }
    return file.toString();
  }
}
