package io.ciderstream.console.log;

import static org.awaitility.Awaitility.await;

import io.ciderstream.console.fake.FakeSystem;
import io.ciderstream.schemas.IndexPosition;
import io.ciderstream.schemas.ProgressSource;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class ProgressViewTest {
  private final FakeSystem system = new FakeSystem();
  private final Map<Integer, Long> reached = new ConcurrentHashMap<>();

  @Test
  void shouldTellHowFarItsOwnIndexIs() {
    say(new IndexPosition("images", "descriptors", 0, 7, OptionalLong.of(3)).toJson());
    say(new IndexPosition("others", "descriptors", 1, 8, OptionalLong.empty()).toJson());
    say(new IndexPosition("images", "elsewhere", 2, 9, OptionalLong.empty()).toJson());
    say("no position".getBytes(StandardCharsets.UTF_8));
    say(null);
    var source = new ProgressSource("progress", "images");
    try (var view =
        new ProgressView(() -> system.consumer(Map.of()), source, "descriptors", reached::put)) {
      await().until(() -> reached.equals(Map.of(0, 7L)));
      say(new IndexPosition("images", "descriptors", 1, 2, OptionalLong.empty()).toJson());
      await().until(() -> reached.equals(Map.of(0, 7L, 1, 2L)));
    }
  }

  private void say(byte[] value) {
    system.log().append(new ProducerRecord<>("progress", 0, null, value));
  }
}
