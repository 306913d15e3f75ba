package io.ciderstream.streams.searcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.client.follow.ProgressSource;
import io.ciderstream.schemas.settings.Setting;
import io.ciderstream.streams.recall.RecallOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SearcherSettingsTest {
  private static final Optional<ProgressSource> PROGRESS =
      Optional.of(new ProgressSource("progress", "images"));

  @Test
  void shouldHaveDefaults() {
    assertThat(options(Map.of()))
        .isEqualTo(
            new SearcherOptions(
                Set.of(),
                Duration.ofSeconds(10),
                Duration.ofMillis(50),
                8,
                new SearcherOptions.Verification(2, 0),
                new SearcherOptions.SelfChecks(Duration.ZERO, new RecallOptions(0.01, 10_000)),
                PROGRESS));
  }

  @Test
  void shouldMapEachSetting() {
    Map<Setting<?>, Object> given =
        Map.of(
            SearcherSettings.REPLY_TOPICS,
            List.of("mine"),
            SearcherSettings.BUDGET,
            101L,
            SearcherSettings.FRESHNESS_POLL,
            2L,
            SearcherSettings.THREADS,
            3,
            SearcherSettings.VERIFY_THREADS,
            4,
            SearcherSettings.EXPANSION,
            5,
            SearcherSettings.CANARY_INTERVAL,
            6_000L,
            SearcherSettings.RECALL_SHARE,
            0.7,
            SearcherSettings.RECALL_ROWS,
            800);

    assertThat(given).containsOnlyKeys(SearcherSettings.ALL.toArray(Setting<?>[]::new));
    assertThat(options(given))
        .isEqualTo(
            new SearcherOptions(
                Set.of("mine"),
                Duration.ofMillis(101),
                Duration.ofMillis(2),
                3,
                new SearcherOptions.Verification(4, 5),
                new SearcherOptions.SelfChecks(Duration.ofSeconds(6), new RecallOptions(0.7, 800)),
                PROGRESS));
  }

  private static SearcherOptions options(Map<Setting<?>, Object> given) {
    Map<String, Object> values = new HashMap<>();
    SearcherSettings.ALL.forEach(
        setting -> values.put(setting.name(), given.getOrDefault(setting, setting.defaultValue())));
    return SearcherSettings.from(values::get, PROGRESS);
  }
}
