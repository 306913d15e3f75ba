package io.ciderstream.cli.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.cli.settings.Catalogue;
import io.ciderstream.cli.settings.Settings;
import io.ciderstream.cli.settings.SettingsLoader;
import io.ciderstream.client.ClientOptions;
import io.ciderstream.client.kafka.KafkaClients;
import io.ciderstream.schemas.settings.Setting;
import io.ciderstream.schemas.settings.SettingType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
  private static final String SECRET = "s3cret-value";

  @TempDir private Path folder;

  private Settings load(String... excluded) {
    Map<String, String> environment = new HashMap<>();
    Catalogue.SETTINGS.stream()
        .filter(setting -> setting.type() == SettingType.SECRET)
        .map(Setting::name)
        .filter(name -> !List.of(excluded).contains(name))
        .forEach(name -> environment.put(SettingsLoader.environmentName(name), SECRET));
    for (String user : List.of("index.user", "registry.user")) {
      if (!List.of(excluded).contains(user)) {
        environment.put(SettingsLoader.environmentName(user), "someone");
      }
    }
    environment.put("CIDER_KAFKA_PROPERTIES", properties().toString());
    return SettingsLoader.load(folder.resolve("none"), environment, List.of());
  }

  private Path properties() {
    try {
      return Files.writeString(
          folder.resolve("kafka.properties"),
          "sasl.jaas.config=x password=\"%s\";\nssl.key.password=%s\n".formatted(SECRET, SECRET));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void shouldShowNoneInAnyOptions() {
    for (Settings settings :
        List.of(
            load("index.token", "registry.token"),
            load("index.user", "index.password", "registry.user", "registry.password"))) {
      Options options = new Options(settings);
      KafkaClients kafka = KafkaClients.of("broker:1", settings.text("kafka.properties"));
      List<Object> all =
          List.of(
              settings.printable(),
              kafka,
              options.index(),
              options.registry(),
              options.topics(),
              options.embedder(kafka.common()),
              options.searcher(kafka.common()),
              options.answers(),
              options.descriptors(),
              options.fetch(),
              options.console(),
              options.monitoring(),
              ClientOptions.of("broker:1", "http://r")
                  .withKafka("sasl.jaas.config", SECRET)
                  .withRegistry(options.registry()));
      assertThat(all).allSatisfy(one -> assertThat(one.toString()).doesNotContain(SECRET));
    }
  }

  @Test
  void shouldShowNoneInTheConnectorsSettings() {
    try (Wiring wiring = new Wiring(load("index.token", "registry.token"))) {
      Map<String, String> connector = new SinkConfig(wiring).connector(true);
      assertThat(connector.toString()).doesNotContain(SECRET);
      assertThat(connector)
          .containsEntry(
              "value.converter.basic.auth.user.info",
              "${cider:value.converter.basic.auth.user.info}")
          .containsEntry("index.password", "${cider:index.password}");
      assertThat(new SinkConfig(wiring).worker())
          .containsEntry(
              "config.providers.cider.param.value.converter.basic.auth.user.info",
              "someone:" + SECRET);
    }
  }

  @Test
  void shouldSayWhichAreOnTheCommandLine() {
    assertThat(load().visibleSecrets()).isEmpty();
    Settings settings =
        SettingsLoader.load(
            folder.resolve("none"), Map.of(), List.of("index.token=" + SECRET, "index.name=a"));
    assertThat(settings.visibleSecrets()).containsExactly("index.token");
  }

  @Test
  void shouldQuoteNoLineOfABrokenFile() throws Exception {
    Path file = Files.writeString(folder.resolve("cider.yaml"), "index:\n  token: \"" + SECRET);
    assertThatThrownBy(() -> SettingsLoader.load(file, Map.of(), List.of()))
        .hasMessageContaining("line 2")
        .hasMessageNotContaining(SECRET)
        .hasNoCause();
  }

  @Test
  void shouldShowNoCredentialsOfAnAddress() {
    for (String name : List.of("registry.url", "index.uri", "otel.endpoint")) {
      String given = "%s=http://someone:%s@host:1".formatted(name, SECRET);
      assertThatThrownBy(
              () -> SettingsLoader.load(folder.resolve("none"), Map.of(), List.of(given)))
          .hasMessageContaining(name)
          .hasMessageNotContaining(SECRET);
    }
  }
}
