package io.ciderstream.connectors.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.connectors.MilvusSinkConnector;
import io.ciderstream.index.settings.BatchLimits;
import io.ciderstream.index.settings.IndexConnection;
import io.ciderstream.index.settings.IndexCredentials;
import io.ciderstream.index.settings.IndexOptions;
import io.ciderstream.index.settings.IndexSettings;
import io.ciderstream.index.settings.TlsFiles;
import io.ciderstream.index.settings.VectorIndex;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;

class SinkSettingsTest {
  @Test
  void shouldHaveDefaults() {
    SinkOptions options = Settings.none().parse();
    assertThat(options.content())
        .isEqualTo(
            new SinkOptions.Descriptors(
                new IndexOptions(
                    new IndexConnection(
                        "http://m:1",
                        IndexCredentials.NONE,
                        "",
                        TlsFiles.NONE,
                        Duration.ofSeconds(10)),
                    "images",
                    new VectorIndex.Hnsw(16, 200, 1),
                    Duration.ZERO,
                    new BatchLimits(128, 32 << 20)),
                false));
    assertThat(options.validatesConnection()).isFalse();
  }

  @Test
  void shouldMapEachSettingForDescriptors() {
    SinkOptions options =
        Settings.of(IndexSettings.URI, "https://milvus:19530")
            .with(IndexSettings.USER, "root")
            .with(IndexSettings.PASSWORD, "s3cret")
            .with(IndexSettings.DATABASE, "db")
            .with(IndexSettings.NAME, "photos")
            .with(IndexSettings.TYPE, "ivf_sq8")
            .with(IndexSettings.IVF_NLIST, "77")
            .with(IndexSettings.TLS_SERVER_PEM, "c.pem")
            .with(IndexSettings.TLS_SERVER_NAME, "m")
            .with(IndexSettings.RPC_DEADLINE, "1234")
            .with(IndexSettings.BATCH_ROWS, "9")
            .with(IndexSettings.BATCH_BYTES, "100000")
            .with(RowSettings.GUARD, "true")
            .with(SinkSettings.VALIDATE_CONNECTION, "true")
            .parse();
    assertThat(options.content())
        .isEqualTo(
            new SinkOptions.Descriptors(
                new IndexOptions(
                    new IndexConnection(
                        "https://milvus:19530",
                        new IndexCredentials(
                            Optional.empty(), Optional.of("root"), Optional.of("s3cret")),
                        "db",
                        TlsFiles.server(Optional.of(Path.of("c.pem")), Optional.of("m")),
                        Duration.ofMillis(1234)),
                    "photos",
                    new VectorIndex.IvfSq8(77, 1),
                    Duration.ZERO,
                    new BatchLimits(9, 100_000)),
                true));
    assertThat(options.validatesConnection()).isTrue();
    assertThat(options.toString()).doesNotContain("s3cret");
  }

  @Test
  void shouldIgnoreTheIndexNameForRows() {
    SinkOptions options =
        Settings.of(RowSettings.COLLECTION, "c").with(IndexSettings.NAME, "no__alias").parse();
    assertThat(options.content().connection().uri()).isEqualTo("http://m:1");
    Settings.of(IndexSettings.NAME, "no__alias").isRejected(IndexSettings.NAME);
  }

  @Test
  void shouldNameTheSettingThatIsWrong() {
    Settings.of(IndexSettings.URI, "milvus").isRejected(IndexSettings.URI);
    Settings.of(IndexSettings.TYPE, "DISKANN").isRejected(IndexSettings.TYPE);
    Settings.of(IndexSettings.USER, "root").isRejected(IndexSettings.PASSWORD);
  }

  @Test
  void shouldWantAllThreeFilesOfMutualTls() {
    Settings tls =
        Settings.of(IndexSettings.URI, "https://m:1").with(IndexSettings.TLS_CLIENT_PEM, "c.pem");
    tls.isRejected(IndexSettings.TLS_CLIENT_KEY);
    tls.with(IndexSettings.TLS_CLIENT_KEY, "c.key").with(IndexSettings.TLS_CA_PEM, "ca.pem");
    assertThat(tls.parse().content().connection().tls().clientKey()).hasValue(Path.of("c.key"));
    tls.with(IndexSettings.URI, "http://m:1").isRejected(IndexSettings.TLS_CLIENT_PEM);
  }

  @Test
  void shouldBlameTheSettingWhenValidating() {
    Map<String, String> settings = new HashMap<>();
    settings.put("name", "s");
    settings.put("connector.class", MilvusSinkConnector.class.getName());
    settings.put("topics", "t");
    settings.put(IndexSettings.URI.name(), "http://127.0.0.1:1");
    settings.put(IndexSettings.RPC_DEADLINE.name(), "200");
    assertThat(blamed(settings)).isEmpty();
    settings.put(SinkSettings.VALIDATE_CONNECTION.name(), "true");
    assertThat(blamed(settings)).containsExactly(IndexSettings.URI.name());
    settings.put(IndexSettings.TOKEN.name(), "s3cret");
    settings.put(IndexSettings.USER.name(), "root");
    assertThat(blamed(settings)).containsExactly(IndexSettings.TOKEN.name());
  }

  private static List<String> blamed(Map<String, String> settings) {
    return new MilvusSinkConnector()
        .validate(settings).configValues().stream()
            .filter(value -> !value.errorMessages().isEmpty())
            .peek(value -> assertThat(value.errorMessages().toString()).doesNotContain("s3cret"))
            .map(ConfigValue::name)
            .toList();
  }
}
