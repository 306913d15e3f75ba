package io.ciderstream.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ciderstream.client.admin.TopicLeaders;
import io.ciderstream.servers.KafkaBroker;
import io.ciderstream.servers.MilvusLite;
import io.ciderstream.servers.ServerHome;
import io.milvus.v2.client.ConnectConfig;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.common.ConsistencyLevel;
import io.milvus.v2.service.collection.request.HasCollectionReq;
import io.milvus.v2.service.vector.request.QueryReq;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The archive in the plugin path of a plain worker, with the configuration that the documentation
 * shows.
 */
class PluginArchiveIT {
  private static final String TOPIC = "pictures";
  private static final Path PAGE = Path.of("..", "docs", "how-to", "milvus-sink.md");

  @TempDir Path dir;

  @Test
  void shouldContainOnlyClassesThatJava17CanLoad() throws Exception {
    List<String> tooNew = new ArrayList<>();
    for (Path jar : jars(unpacked())) {
      tooNew.addAll(ClassVersions.tooNewForJava17(jar));
    }
    assertThat(tooNew).isEmpty();
  }

  @Test
  void shouldSinkJsonOnAWorkerThatKnowsNothingOfCiderStream() throws Exception {
    shouldSinkJson(Path.of(System.getProperty("java.home")));
  }

  @Test
  void shouldSinkJsonOnAWorkerOfJava17() throws Exception {
    String java17 = System.getProperty("cider.java17.home", System.getenv("CIDER_JAVA17_HOME"));
    assumeTrue(
        java17 != null && !java17.isBlank(),
        "the sink in a worker of Java 17, because CIDER_JAVA17_HOME does not name one");
    assertThat(Path.of(java17, "release")).content().contains("JAVA_VERSION=\"17.");
    shouldSinkJson(Path.of(java17));
  }

  private void shouldSinkJson(Path java) throws Exception {
    Path plugins = unpacked();
    List<String> jars = jars(plugins).stream().map(jar -> jar.getFileName().toString()).toList();
    assertThat(jars)
        .anyMatch(jar -> jar.startsWith("cider-connectors-"))
        .anyMatch(jar -> jar.startsWith("milvus-sdk-java-"))
        .noneMatch(
            jar ->
                jar.startsWith("kafka-")
                    || jar.startsWith("connect-")
                    || jar.startsWith("slf4j-")
                    || jar.contains("-jni-"));
    try (KafkaBroker broker = KafkaBroker.start(dir.resolve("kafka"), 0, Map.of());
        MilvusLite milvus =
            MilvusLite.start(ServerHome.fromSystemProperty(), dir.resolve("milvus"), 0);
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
      TopicLeaders.create(admin, new NewTopic(TOPIC, 2, (short) 1));
      send(broker, "a", json("Notre-Dame", 1, 0));
      send(broker, "b", json("Sagrada Familia", 0, 1));
      Path log = Path.of("target", "plugin-worker-" + java.getFileName() + ".log").toAbsolutePath();
      Process worker = worker(java, broker, milvus, plugins, log);
      try {
        awaitTitles(milvus, worker, log, Map.of("a", "Notre-Dame", "b", "Sagrada Familia"));
        send(broker, "a", json("Notre-Dame de Paris", 1, 1));
        send(broker, "b", null);
        awaitTitles(milvus, worker, log, Map.of("a", "Notre-Dame de Paris"));
      } finally {
        worker.destroyForcibly().waitFor();
      }
    }
  }

  private static Path archive() throws IOException {
    try (var files = Files.list(Path.of("target"))) {
      return files.filter(file -> file.toString().endsWith(".zip")).findAny().orElseThrow();
    }
  }

  private static List<Path> jars(Path plugins) throws IOException {
    try (var files = Files.walk(plugins)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  /** Unpacks the archive and returns a folder for the plugin path. */
  private Path unpacked() throws IOException {
    Path plugins = dir.resolve("plugins");
    try (InputStream in = Files.newInputStream(archive());
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = plugins.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(file);
          continue;
        }
        Files.createDirectories(file.getParent());
        Files.copy(zip, file);
      }
    }
    return plugins;
  }

  private static String json(String title, int x, int y) {
    return "{\"title\":\"%s\",\"embedding\":[%d.5,%d.25]}".formatted(title, x, y);
  }

  private static void send(KafkaBroker broker, String key, String value) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.address()),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(TOPIC, key, value)).get();
    }
  }

  private Process worker(Path java, KafkaBroker broker, MilvusLite milvus, Path plugins, Path log)
      throws IOException {
    Path worker =
        Files.writeString(
            dir.resolve("worker.properties"),
            """
            bootstrap.servers=%s
            plugin.path=%s
            plugin.discovery=service_load
            listeners=http://127.0.0.1:%d
            offset.storage.file.filename=%s
            key.converter=org.apache.kafka.connect.storage.StringConverter
            value.converter=org.apache.kafka.connect.storage.StringConverter
            """
                .formatted(broker.address(), plugins, freePort(), dir.resolve("offsets")));
    Path sink = Files.writeString(dir.resolve("sink.properties"), documented(milvus));
    List<String> command = new ArrayList<>();
    command.add(java.resolve("bin").resolve("java").toString());
    command.add("-Xmx512m");
    command.add("-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile"));
    command.add("-cp");
    command.add(kafkaOnly());
    command.add("org.apache.kafka.connect.cli.ConnectStandalone");
    command.add(worker.toString());
    command.add(sink.toString());
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  /** Returns the documented configuration, with the address of the test's Milvus. */
  private static String documented(MilvusLite milvus) throws IOException {
    String text = Files.readString(PAGE);
    String block = text.substring(text.indexOf("```properties\n") + "```properties\n".length());
    String config = block.substring(0, block.indexOf("```"));
    assertThat(config.lines()).hasSize(10);
    // no task had these partitions before, which only the test knows
    return config.replace("http://localhost:19530", milvus.address()) + "takeover.wait.ms=0\n";
  }

  /** Connect with what it needs, without anything that is only this project's. */
  private static String kafkaOnly() {
    String path =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.endsWith(".jar"))
            .filter(entry -> !entry.contains("ciderstream") && !entry.contains("milvus"))
            .filter(entry -> !Path.of(entry).startsWith(Path.of("").toAbsolutePath().getParent()))
            .filter(entry -> !entry.contains("/protobuf-") && !entry.contains("/micrometer-"))
            .collect(Collectors.joining(File.pathSeparator));
    assertThat(path).contains("connect-runtime");
    return path;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void awaitTitles(
      MilvusLite milvus, Process worker, Path log, Map<String, String> titles) {
    await()
        .atMost(Duration.ofSeconds(120))
        .pollInterval(Duration.ofMillis(300))
        .failFast("the worker ended, see " + log, () -> !worker.isAlive())
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(titles(milvus)).as("see %s", log).isEqualTo(titles));
  }

  private static Map<String, String> titles(MilvusLite milvus) {
    MilvusClientV2 client =
        new MilvusClientV2(ConnectConfig.builder().uri(milvus.address()).build());
    try {
      if (!client.hasCollection(HasCollectionReq.builder().collectionName(TOPIC).build())) {
        return Map.of();
      }
      return client
          .query(
              QueryReq.builder()
                  .collectionName(TOPIC)
                  .filter("id != \"\"")
                  .outputFields(List.of("id", "title"))
                  .consistencyLevel(ConsistencyLevel.STRONG)
                  .build())
          .getQueryResults()
          .stream()
          .collect(
              Collectors.toMap(
                  row -> (String) row.getEntity().get("id"),
                  row -> String.valueOf(row.getEntity().get("title"))));
    } finally {
      client.close();
    }
  }
}
