package io.ciderstream.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.schemas.settings.ConfigDefs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class MonitoringSettingsTest {
  @Test
  void shouldHaveDefaults() {
    assertThat(options(Map.of()))
        .isEqualTo(
            new MonitoringOptions(
                "127.0.0.1",
                OptionalInt.empty(),
                Duration.ofSeconds(5),
                Duration.ofMinutes(1),
                List.of("images"),
                new TracingOptions(false, "http://127.0.0.1:4318/v1/traces", 1)));
  }

  @Test
  void shouldMapEverySetting() {
    assertThat(
            options(
                Map.of(
                    "metrics.host", "0.0.0.0",
                    "metrics.port", "65535",
                    "metrics.poll.ms", "100",
                    "metrics.stalled.ms", "2000",
                    "otel.exporter", "otlp",
                    "otel.endpoint", "http://collector/v1/traces",
                    "otel.sample.ratio", "0.25")))
        .isEqualTo(
            new MonitoringOptions(
                "0.0.0.0",
                OptionalInt.of(65_535),
                Duration.ofMillis(100),
                Duration.ofSeconds(2),
                List.of("images"),
                new TracingOptions(true, "http://collector/v1/traces", 0.25)));
  }

  @Test
  void shouldRejectWhatIsNoPort() {
    for (String port : List.of("65536", "-1", "web", "123456")) {
      assertThatThrownBy(() -> options(Map.of("metrics.port", port)))
          .isInstanceOf(ConfigException.class)
          .hasMessageContainingAll("metrics.port", port, "empty, 0 to 65535");
    }
  }

  private static MonitoringOptions options(Map<String, String> given) {
    ConfigDef definition = new ConfigDef();
    MonitoringSettings.ALL.forEach(
        setting -> ConfigDefs.define(definition, setting, ConfigDef.Importance.MEDIUM));
    return MonitoringSettings.from(
        ConfigDefs.values(new AbstractConfig(definition, given, false)), List.of("images"));
  }
}
