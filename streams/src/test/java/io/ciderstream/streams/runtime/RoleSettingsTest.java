package io.ciderstream.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.schemas.Topics;
import io.ciderstream.schemas.settings.RegistryOptions;
import io.ciderstream.schemas.settings.Setting;
import io.ciderstream.schemas.settings.SettingValues;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoleSettingsTest {
  private static final RoleSettings.Surroundings SURROUNDINGS =
      new RoleSettings.Surroundings(
          new KafkaAccess(
              "b:1", RegistryOptions.of("http://r:2"), Topics.DEFAULT, 3 << 20, Map.of("a", "b")),
          Path.of("state"),
          Duration.ofSeconds(4));

  @Test
  void shouldHaveDefaults() {
    StreamsOptions embedder = RoleSettings.embedder(values(Map.of()), "app", SURROUNDINGS);

    assertThat(embedder)
        .isEqualTo(
            new StreamsOptions(
                SURROUNDINGS.kafka(),
                new GroupOptions("app", GroupProtocol.CLASSIC, Duration.ofSeconds(8), -1),
                SURROUNDINGS.stateDir(),
                1,
                new PendingLimits(1024, 128 << 20),
                new TransactionOptions(Duration.ofMillis(400), Duration.ofSeconds(10)),
                SURROUNDINGS.stopTimeout()));
    assertThat(RoleSettings.searcher(values(Map.of()), "app", SURROUNDINGS).transactions())
        .isEqualTo(new TransactionOptions(Duration.ofSeconds(1), Duration.ofSeconds(10)));
  }

  @Test
  void shouldMapEachSetting() {
    Map<Setting<?>, Object> given =
        Map.of(
            RoleSettings.THREADS, 2,
            RoleSettings.GROUP_PROTOCOL, "streams",
            RoleSettings.PENDING_RECORDS, 3,
            RoleSettings.PENDING_BYTES, 4L,
            RoleSettings.REPLICATION_FACTOR, 5,
            RoleSettings.SESSION_TIMEOUT, 1006L,
            RoleSettings.TRANSACTION_TIMEOUT, 1007L,
            RoleSettings.EMBEDDER_COMMIT_INTERVAL, 8L,
            RoleSettings.SEARCHER_COMMIT_INTERVAL, 9L);

    assertThat(given).containsOnlyKeys(RoleSettings.ALL.toArray(Setting<?>[]::new));
    assertThat(RoleSettings.embedder(values(given), "app", SURROUNDINGS))
        .isEqualTo(
            new StreamsOptions(
                SURROUNDINGS.kafka(),
                new GroupOptions("app", GroupProtocol.STREAMS, Duration.ofMillis(1006), 5),
                SURROUNDINGS.stateDir(),
                2,
                new PendingLimits(3, 4),
                new TransactionOptions(Duration.ofMillis(8), Duration.ofMillis(1007)),
                SURROUNDINGS.stopTimeout()));
    assertThat(
            RoleSettings.searcher(values(given), "app", SURROUNDINGS)
                .transactions()
                .commitInterval())
        .isEqualTo(Duration.ofMillis(9));
  }

  private static SettingValues values(Map<Setting<?>, Object> given) {
    Map<String, Object> values = new HashMap<>();
    RoleSettings.ALL.forEach(
        setting -> values.put(setting.name(), given.getOrDefault(setting, setting.defaultValue())));
    return values::get;
  }
}
