package io.ciderstream.tests.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ciderstream.cli.settings.SettingsLoader;
import io.ciderstream.cli.system.Roles;
import io.ciderstream.cli.system.Wiring;
import io.ciderstream.client.admin.AdminClusterView;
import io.ciderstream.connectors.worker.ConnectWorker;
import io.ciderstream.monitoring.Monitoring;
import io.ciderstream.servers.Fault;
import io.ciderstream.servers.FaultProxy;
import io.ciderstream.servers.KafkaBroker;
import io.ciderstream.servers.MilvusLite;
import io.ciderstream.servers.ServerHome;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the role connect with separate brokers and a separate Milvus. */
class ConnectIT {
  private static final Duration AWAIT_TIMEOUT = Duration.ofSeconds(60);
  private static final String PASSWORD = "hunter2-of-milvus";
  private static final String KEY_PASSWORD = "hunter2-of-kafka";

  @TempDir private Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private KafkaBroker broker;

  @BeforeEach
  void start() throws Exception {
    broker = broker(0);
    try (Wiring wiring = wiring(List.of());
        var admin = wiring.kafka().admin()) {
      wiring.options().topics().create(admin);
    }
  }

  @AfterEach
  void stop() {
    http.close();
    broker.close();
  }

  private KafkaBroker broker(int port) {
    return KafkaBroker.start(folder.resolve("kafka"), port, Map.of());
  }

  @Test
  void shouldTakeNewSettingsFromAWorkerThatJoinsAndShowNoSecret() throws Exception {
    Path kafka =
        Files.writeString(folder.resolve("kafka.properties"), "ssl.key.password=" + KEY_PASSWORD);
    try (AuthorizationRecorder milvus = new AuthorizationRecorder()) {
      List<String> common =
          List.of(
              "index.uri=" + milvus.address(),
              "index.user=writer",
              "index.password=" + PASSWORD,
              "progress.topic=progress",
              "kafka.properties=" + kafka);
      try (Wiring first = wiring(with(common, "connect.tasks=1"));
          Wiring second = wiring(with(common, "connect.tasks=2"));
          ConnectWorker leader = start(first);
          ConnectWorker follower = start(second);
          AdminClusterView cluster = new AdminClusterView(first.kafka().admin())) {
        await()
            .atMost(AWAIT_TIMEOUT)
            .untilAsserted(
                () -> assertThat(cluster.members(first.groups().workers())).isEqualTo(2));
        String sink = "/connectors/" + first.groups().connector();
        for (Wiring worker : List.of(first, second)) {
          String url = worker.settings().text("connect.listener");
          await()
              .atMost(AWAIT_TIMEOUT)
              .untilAsserted(() -> assertThat(get(url + sink + "/tasks")).contains("\"task\":1"));
          assertThat(get(url + sink + "/config"))
              .contains("\"tasks.max\":\"2\"")
              .contains("\"errors.tolerance\":\"all\"")
              .contains("\"errors.deadletterqueue.topic.name\":\"descriptors.dead-letters\"");
          for (String path :
              List.of(
                  sink,
                  sink + "/config",
                  sink + "/tasks",
                  sink + "/status",
                  "/connectors?expand=info&expand=status")) {
            assertThat(get(url + path)).as(path).doesNotContain(PASSWORD, KEY_PASSWORD);
          }
        }
        assertThat(recordsOf(first, first.groups().connector() + "-config"))
            .anyMatch(text -> text.contains("${cider:index.password}"))
            .noneMatch(text -> text.contains(PASSWORD) || text.contains(KEY_PASSWORD));
        String asked = Base64.getEncoder().encodeToString(("writer:" + PASSWORD).getBytes(UTF_8));
        await().atMost(AWAIT_TIMEOUT).until(() -> milvus.seen().contains(asked));
        await().atMost(AWAIT_TIMEOUT).until(() -> leader.healthy() && follower.healthy());
      }
    }
  }

  private static ConnectWorker start(Wiring wiring) {
    return new Roles(wiring, wiring.monitoring()).connect();
  }

  /** Returns the values of the topic, which has one partition, to its end. */
  private static List<String> recordsOf(Wiring wiring, String topic) {
    TopicPartition partition = new TopicPartition(topic, 0);
    List<String> texts = new ArrayList<>();
    try (Consumer<byte[], byte[]> consumer = wiring.kafka().consumer(Map.of())) {
      consumer.assign(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> one : consumer.poll(Duration.ofMillis(200))) {
          texts.add(one.value() == null ? "" : new String(one.value(), UTF_8));
        }
      }
    }
    return texts;
  }

  @Test
  void shouldBeReadyOnlyWhileBrokerAndMilvusAnswer() throws Exception {
    try (MilvusLite milvus =
            MilvusLite.start(ServerHome.fromSystemProperty(), folder.resolve("milvus"), 0);
        FaultProxy network = FaultProxy.before(milvus.port());
        Wiring wiring =
            wiring(List.of("index.uri=" + network.address(), "index.rpc.deadline.ms=2000"));
        Monitoring monitoring = wiring.monitoring();
        ConnectWorker role = new Roles(wiring, monitoring).connect()) {
      monitoring.complete();
      String url = "http://127.0.0.1:" + monitoring.port().getAsInt();
      awaitReady(url, 200);

      network.set(new Fault.BlackHole());
      awaitReady(url, 503);
      assertThat(get(url + "/ready")).contains("sink-index", "INDEX_UNAVAILABLE");
      assertThat(ask(url + "/health").statusCode()).isEqualTo(200);
      network.heal();
      awaitReady(url, 200);

      int port = Integer.parseInt(wiring.kafka().bootstrap().split(":")[1]);
      broker.close();
      awaitReady(url, 503);
      await().atMost(AWAIT_TIMEOUT).until(() -> get(url + "/ready").contains("BROKER_UNAVAILABLE"));
      assertThat(ask(url + "/health").statusCode()).isEqualTo(200);
      broker = broker(port);
      awaitReady(url, 200);
      await().atMost(AWAIT_TIMEOUT).until(role::healthy); // the worker joins its group again
    }
  }

  private void awaitReady(String url, int status) {
    await()
        .atMost(AWAIT_TIMEOUT)
        .untilAsserted(
            () ->
                assertThat(ask(url + "/ready"))
                    .satisfies(
                        answer ->
                            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status)));
  }

  private Wiring wiring(List<String> settings) {
    List<String> all = new ArrayList<>(TestSettings.in(folder.resolve("data")));
    all.add("kafka.bootstrap=" + broker.address());
    all.addAll(settings);
    return new Wiring(SettingsLoader.load(folder.resolve("none"), Map.of(), all));
  }

  private static List<String> with(List<String> settings, String more) {
    List<String> all = new ArrayList<>(settings);
    all.add(more);
    return all;
  }

  private String get(String url) throws IOException, InterruptedException {
    return ask(url).body();
  }

  private HttpResponse<String> ask(String url) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
  }
}
