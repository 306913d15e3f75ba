package io.ciderstream.connectors.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.connectors.progress.ProgressOptions;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressSettingsTest {
  @Test
  void shouldPublishNothingByDefault() {
    assertThat(Settings.none().parse().progress()).isEmpty();
  }

  @Test
  void shouldMapEachSetting() {
    ProgressOptions progress =
        Settings.of(ProgressSettings.TOPIC, "progress")
            .with(ProgressSettings.BOOTSTRAP, "kafka:9092")
            .with(ProgressSettings.PRODUCER_PREFIX + "sasl.jaas.config", "s3cret")
            .parse()
            .progress()
            .orElseThrow();
    assertThat(progress)
        .isEqualTo(
            new ProgressOptions(
                "progress",
                Map.of("bootstrap.servers", "kafka:9092", "sasl.jaas.config", "s3cret")));
    assertThat(progress.toString()).doesNotContain("s3cret");
  }

  @Test
  void shouldWantBrokersWithATopicAndATopicWithBrokers() {
    Settings.of(ProgressSettings.TOPIC, "some").isRejected(ProgressSettings.BOOTSTRAP);
    Settings.of(ProgressSettings.BOOTSTRAP, "some").isRejected(ProgressSettings.TOPIC);
  }
}
