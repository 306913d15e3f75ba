package io.ciderstream.tests.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ciderstream.cli.console.ConsoleRole;
import io.ciderstream.cli.settings.SettingsLoader;
import io.ciderstream.cli.system.LocalSystem;
import io.ciderstream.cli.system.Wiring;
import io.ciderstream.client.kafka.TopicTail;
import io.ciderstream.console.Console;
import io.ciderstream.tests.system.Scenes;
import io.ciderstream.tests.system.TestSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A console that starts when its system has more records than it reads then. */
class UnseenPicturesIT {
  private static final Duration AWAIT_TIMEOUT = Duration.ofSeconds(90);
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);
  private static final int PICTURES = 3;

  /** More records than a console reads before the end. */
  private static final int DELETIONS = 3_000;

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private Path folder;

  private static HttpResponse<byte[]> send(Console console, String method, String path, byte[] body)
      throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(console.address() + path))
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
            .build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  private static HttpResponse<byte[]> get(Console console, String path)
      throws IOException, InterruptedException {
    return send(console, "GET", path, new byte[0]);
  }

  private static JsonNode json(Console console, String path) throws Exception {
    return new ObjectMapper().readTree(get(console, path).body());
  }

  @Test
  void shouldFindCountReplaceAndDeletePicturesThatItHasNotSeen() throws Exception {
    try (Wiring wiring =
            new Wiring(
                SettingsLoader.load(
                    folder.resolve("none"), Map.of(), TestSettings.in(folder.resolve("data"))));
        LocalSystem system = LocalSystem.start(wiring, text -> {})) {
      try (Console first = ConsoleRole.start(wiring)) {
        for (int i = 0; i < PICTURES; i++) {
          send(first, "PUT", "v1/images/" + Scenes.name(i), Scenes.jpeg(i));
        }
        await().atMost(AWAIT_TIMEOUT).until(() -> wiring.index().count() == PICTURES);
      }
      deleteUnknown(wiring);
      try (Console console = ConsoleRole.start(wiring)) {
        await().atMost(AWAIT_TIMEOUT).until(() -> get(console, "ready").statusCode() == 200);
        check(console);
      }
    }
  }

  /** Produces deletions and waits until the embedder has written all. */
  private static void deleteUnknown(Wiring wiring) {
    try (TopicTail tail = wiring.kafka().tail(List.of(wiring.topics().descriptors()));
        Producer<byte[], byte[]> producer = wiring.kafka().producer()) {
      for (int i = 0; i < DELETIONS; i++) {
        byte[] key = ("gone-" + i).getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(wiring.topics().images(), key, null));
      }
      AtomicInteger written = new AtomicInteger();
      await()
          .atMost(AWAIT_TIMEOUT)
          .until(
              () -> {
                tail.poll(POLL_TIMEOUT).forEach(record -> written.incrementAndGet());
                return written.get() == DELETIONS;
              });
    }
  }

  private static void check(Console console) throws Exception {
    assertThat(json(console, "v1/images").get("images").size()).isZero();
    for (int i = 0; i < PICTURES; i++) {
      String id = Scenes.name(i);
      assertThat(get(console, "v1/images/" + id).body()).isEqualTo(Scenes.jpeg(i));
      JsonNode descriptor = json(console, "v1/descriptors/" + id);
      assertThat(descriptor.get("id").textValue()).isEqualTo(id);
      assertThat(descriptor.get("sha256").textValue()).hasSize(64);
    }
    assertThat(get(console, "v1/images/unknown").statusCode()).isEqualTo(404);
    await()
        .atMost(AWAIT_TIMEOUT)
        .untilAsserted(
            () -> {
              JsonNode latest = json(console, "v1/images");
              assertThat(latest.get("estimated").booleanValue()).isFalse();
              assertThat(latest.get("total").intValue()).isEqualTo(PICTURES);
            });
    String replaced = "v1/images/" + Scenes.name(0);
    assertThat(send(console, "PUT", replaced + "?wait=indexed", Scenes.jpeg(9)).statusCode())
        .isEqualTo(200);
    assertThat(get(console, replaced).body()).isEqualTo(Scenes.jpeg(9));
    String deleted = "v1/images/" + Scenes.name(1);
    assertThat(send(console, "DELETE", deleted + "?wait=indexed", new byte[0]).statusCode())
        .isEqualTo(200);
    assertThat(get(console, deleted).statusCode()).isEqualTo(404);
  }
}
