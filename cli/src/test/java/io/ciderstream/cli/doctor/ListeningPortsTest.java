package io.ciderstream.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.cli.settings.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ListeningPortsTest {
  @Test
  void shouldNameEveryPortOfTheDemoBySetting() {
    assertThat(of(Map.of("metrics.port", "9464")))
        .containsOnly(
            Map.entry("kafka.bootstrap", 9092),
            Map.entry("registry.url", 8081),
            Map.entry("index.uri", 19530),
            Map.entry("connect.listener", 8083),
            Map.entry("console.port", 8090),
            Map.entry("metrics.port", 9464));
  }

  @Test
  void shouldLeaveOutWhatIsElsewhereOrChosenLater() {
    Map<String, Integer> ports =
        of(
            Map.of(
                "kafka.bootstrap", "broker:9092",
                "index.uri", "https://milvus.example.com",
                "console.port", "0",
                "metrics.host", "0.0.0.0",
                "metrics.port", "9464"));
    assertThat(ports).containsOnlyKeys("registry.url", "connect.listener", "metrics.port");
  }

  private static Map<String, Integer> of(Map<String, String> given) {
    return ListeningPorts.of(new Settings(given, Map.of()));
  }

  @Test
  void shouldRejectAPortInUseBeforeAnythingIsStarted() {
    ListeningPorts.requireFree(Map.of("connect.listener", 8083), port -> port == 8090);
    assertThatThrownBy(
            () -> ListeningPorts.requireFree(Map.of("console.port", 8090), port -> port == 8090))
        .hasMessageStartingWith("SETTING_INVALID")
        .hasMessageContaining("console.port: something listens on port 8090")
        .hasMessageContainingAll("ss -ltnp", "another port");
  }
}
