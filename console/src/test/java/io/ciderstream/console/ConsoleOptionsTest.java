package io.ciderstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.client.follow.ProgressSource;
import io.ciderstream.console.api.RequestLimits;
import io.ciderstream.console.http.AccessOptions;
import io.ciderstream.console.live.ConsumerGroups;
import io.ciderstream.console.settings.ConsoleSettings;
import io.ciderstream.schemas.Topics;
import io.ciderstream.schemas.settings.Setting;
import io.ciderstream.schemas.settings.SettingRemedies;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConsoleOptionsTest {
  private static final ConsoleOptions.ShownSystem SYSTEM =
      new ConsoleOptions.ShownSystem(
          Topics.withPrefix("a."),
          new ConsumerGroups("embedder", "sink", "searcher"),
          Optional.of(new ProgressSource("progress", "images")));

  private static final SettingRemedies REMEDIES = new SettingRemedies(ConsoleSettings.ALL);

  @Test
  void shouldHaveDefaults() {
    assertThat(options(Map.of()))
        .isEqualTo(
            new ConsoleOptions(
                8090,
                new AccessOptions("127.0.0.1", Optional.empty(), false, Set.of(), 100, 400),
                SYSTEM.topics(),
                SYSTEM.groups(),
                SYSTEM.progress(),
                new RequestLimits(
                    7, Duration.ofMinutes(1), Duration.ofSeconds(15), Duration.ofSeconds(20)),
                64 << 20,
                REMEDIES));
  }

  @Test
  void shouldMapEachSetting() {
    Map<Setting<?>, Object> given =
        Map.ofEntries(
            Map.entry(ConsoleSettings.HOST, "::1"),
            Map.entry(ConsoleSettings.PORT, 1),
            Map.entry(ConsoleSettings.TOKEN, "t0ken"),
            Map.entry(ConsoleSettings.ANONYMOUS, true),
            Map.entry(ConsoleSettings.ALLOWED_HOSTS, List.of("pictures.example")),
            Map.entry(ConsoleSettings.RATE_PER_SECOND, 2),
            Map.entry(ConsoleSettings.RATE_BURST, 3),
            Map.entry(ConsoleSettings.BODY_TIMEOUT, 104L),
            Map.entry(ConsoleSettings.REPLY_TIMEOUT, 105L),
            Map.entry(ConsoleSettings.INDEXED_TIMEOUT, 106L),
            Map.entry(ConsoleSettings.CACHE_BYTES, 8L));

    assertThat(given).containsOnlyKeys(ConsoleSettings.ALL.toArray(Setting<?>[]::new));
    assertThat(options(given))
        .isEqualTo(
            new ConsoleOptions(
                1,
                new AccessOptions(
                    "::1", Optional.of("t0ken"), true, Set.of("pictures.example"), 2, 3),
                SYSTEM.topics(),
                SYSTEM.groups(),
                SYSTEM.progress(),
                new RequestLimits(
                    7, Duration.ofMillis(104), Duration.ofMillis(105), Duration.ofMillis(106)),
                8,
                REMEDIES));
  }

  private static ConsoleOptions options(Map<Setting<?>, Object> given) {
    Map<String, Object> values = new HashMap<>();
    ConsoleSettings.ALL.forEach(
        setting -> values.put(setting.name(), given.getOrDefault(setting, setting.defaultValue())));
    return ConsoleOptions.from(values::get, SYSTEM, 7, REMEDIES);
  }
}
