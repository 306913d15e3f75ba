package io.ciderstream.connectors.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.connectors.write.BackoffLimits;
import io.ciderstream.connectors.write.LeaseLimits;
import io.ciderstream.connectors.write.WriteOptions;
import io.ciderstream.connectors.write.WriteWaits;
import io.ciderstream.index.settings.IndexSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WriteSettingsTest {
  @Test
  void shouldHaveDefaults() {
    assertThat(Settings.none().parse().write())
        .isEqualTo(
            new WriteOptions(
                new BackoffLimits(Duration.ofMillis(500), Duration.ofSeconds(30)),
                new WriteWaits(Duration.ofSeconds(10), Duration.ofSeconds(10)),
                new LeaseLimits(Duration.ofSeconds(45), Duration.ofMinutes(5))));
  }

  @Test
  void shouldMapEachSetting() {
    assertThat(
            Settings.of(WriteSettings.BACKOFF, "7")
                .with(WriteSettings.BACKOFF_MAX, "70")
                .with(WriteSettings.TAKEOVER_WAIT, "700")
                .with(WriteSettings.UNANSWERED_WAIT, "0")
                .with(WriteSettings.LEASE, "7000")
                .parse()
                .write())
        .isEqualTo(
            new WriteOptions(
                new BackoffLimits(Duration.ofMillis(7), Duration.ofMillis(70)),
                new WriteWaits(Duration.ofMillis(700), Duration.ZERO),
                new LeaseLimits(Duration.ofMillis(7000), Duration.ofMinutes(5))));
  }

  @Test
  void shouldWaitAsLongAsACallMayTakeByDefault() {
    Duration deadline = Duration.ofMillis(1234);
    assertThat(Settings.of(IndexSettings.RPC_DEADLINE, "1234").parse().write().waits())
        .isEqualTo(new WriteWaits(deadline, deadline));
  }

  @Test
  void shouldRejectAFirstPauseThatExceedsTheLongest() {
    Settings.of(WriteSettings.BACKOFF, "10")
        .with(WriteSettings.BACKOFF_MAX, "5")
        .isRejected(WriteSettings.BACKOFF_MAX);
  }

  @Test
  void shouldLetALeaseEndBeforeAnotherWorkerMayTakeOver() {
    String session = ConnectOptions.SESSION_TIMEOUT;
    Settings.of(WriteSettings.LEASE, "45001").isRejected(WriteSettings.LEASE);
    Settings.of(WriteSettings.LEASE, "6001").with(session, "6000").isRejected(WriteSettings.LEASE);
    assertThat(lease(Settings.none())).isEqualTo(45_000);
    assertThat(lease(Settings.none().with(session, "6000"))).isEqualTo(6_000);
    assertThat(lease(Settings.of(WriteSettings.LEASE, "4000").with(session, "6000")))
        .isEqualTo(4_000);
    assertThat(lease(Settings.of(WriteSettings.LEASE, "0"))).isZero();
  }

  private static long lease(Settings settings) {
    return settings.parse().write().lease().length().toMillis();
  }
}
