package io.ciderstream.streams.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.schemas.settings.Setting;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FetchSettingsTest {
  @Test
  void shouldHaveDefaults() {
    assertThat(options(Map.of()))
        .isEqualTo(
            new FetchOptions(
                Set.of(),
                List.of(),
                new FetchBounds(64, 16, 7, 256 << 20),
                new FetchTimes(
                    Duration.ofSeconds(3), Duration.ofSeconds(10), Duration.ofMinutes(2)),
                Duration.ofMinutes(2)));
  }

  @Test
  void shouldMapEachSetting() {
    Map<Setting<?>, Object> given =
        Map.of(
            FetchSettings.ALLOWED_HOSTS, List.of("Pictures.example:80"),
            FetchSettings.ALLOWED_NETWORKS, List.of("10.0.0.0/8"),
            FetchSettings.CONNECT_TIMEOUT, 1L,
            FetchSettings.IDLE_TIMEOUT, 2L,
            FetchSettings.TOTAL_TIMEOUT, 3L,
            FetchSettings.RETRY, 4L,
            FetchSettings.CONCURRENT, 5,
            FetchSettings.CONCURRENT_PER_HOST, 6,
            FetchSettings.BYTES, 8L);

    assertThat(given).containsOnlyKeys(FetchSettings.ALL.toArray(Setting<?>[]::new));
    assertThat(options(given))
        .isEqualTo(
            new FetchOptions(
                Set.of("pictures.example:80"),
                List.of(AddressRange.of("10.0.0.0/8")),
                new FetchBounds(5, 6, 7, 8),
                new FetchTimes(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(3)),
                Duration.ofMillis(4)));
  }

  private static FetchOptions options(Map<Setting<?>, Object> given) {
    Map<String, Object> values = new HashMap<>();
    FetchSettings.ALL.forEach(
        setting -> values.put(setting.name(), given.getOrDefault(setting, setting.defaultValue())));
    return FetchSettings.from(values::get, 7);
  }
}
