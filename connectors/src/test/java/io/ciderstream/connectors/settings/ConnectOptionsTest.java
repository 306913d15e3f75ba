package io.ciderstream.connectors.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectOptionsTest {
  @Test
  void shouldHaveTheDefaultsOfKafka() {
    assertThat(Settings.none().with("name", "sink").parse().connect())
        .isEqualTo(
            new ConnectOptions(
                "sink",
                "0",
                "connector-consumer-sink-0",
                Duration.ofSeconds(45),
                Duration.ofMinutes(5),
                1 << 20));
  }

  @Test
  void shouldMapEachSetting() {
    Settings settings =
        Settings.none()
            .with("name", "sink")
            .with(ConnectOptions.TASK, "3")
            .with(ConnectOptions.SESSION_TIMEOUT, "6000")
            .with(ConnectOptions.POLL_INTERVAL, " 7000 ")
            .with(ConnectOptions.MAX_REQUEST, "8000");
    assertThat(settings.parse().connect())
        .isEqualTo(
            new ConnectOptions(
                "sink",
                "3",
                "connector-consumer-sink-3",
                Duration.ofSeconds(6),
                Duration.ofSeconds(7),
                8000));
    assertThat(settings.with(ConnectOptions.CLIENT_ID, "own").parse().connect().consumerId())
        .isEqualTo("own");
  }

  @Test
  void shouldRejectWhatIsNotANumber() {
    Settings.none()
        .with(ConnectOptions.SESSION_TIMEOUT, "soon")
        .isRejected(ConnectOptions.SESSION_TIMEOUT);
  }
}
