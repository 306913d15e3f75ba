package io.ciderstream.index.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.settings.Setting;
import io.ciderstream.schemas.settings.SettingValues;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IndexSettingsTest {
  @Test
  void shouldHaveDefaults() {
    assertThat(IndexSettings.from(values(IndexSettings.ALL, Map.of())))
        .isEqualTo(
            new IndexOptions(
                new IndexConnection(
                    "http://127.0.0.1:19530",
                    IndexCredentials.NONE,
                    "",
                    TlsFiles.NONE,
                    Duration.ofSeconds(10)),
                "images",
                new VectorIndex.Hnsw(16, 200, 128),
                Duration.ofSeconds(5),
                new BatchLimits(128, 8 << 20)));
  }

  @Test
  void shouldHaveDefaultsOfSink() {
    assertThat(
            IndexSettings.fromSink(
                values(IndexSettings.SINK, Map.of(IndexSettings.URI, "http://m:1"))))
        .isEqualTo(
            new IndexOptions(
                new IndexConnection(
                    "http://m:1", IndexCredentials.NONE, "", TlsFiles.NONE, Duration.ofSeconds(10)),
                "images",
                new VectorIndex.Hnsw(16, 200, 1),
                Duration.ZERO,
                new BatchLimits(128, 32 << 20)));
  }

  @Test
  void shouldMapEachSetting() {
    Map<Setting<?>, Object> given = new HashMap<>(given());
    given.put(IndexSettings.TLS_SERVER_PEM, "server.pem");
    given.put(IndexSettings.HNSW_EF, 99);
    given.put(IndexSettings.IVF_NPROBE, 7);
    given.put(IndexSettings.ALIAS_RECHECK, 777L);

    assertThat(IndexSettings.from(values(IndexSettings.ALL, given)))
        .isEqualTo(
            new IndexOptions(
                connection(
                    TlsFiles.server(Optional.of(Path.of("server.pem")), Optional.of("milvus"))),
                "photos",
                new VectorIndex.Hnsw(8, 50, 99),
                Duration.ofMillis(777),
                new BatchLimits(9, 100_000)));
    given.put(IndexSettings.TYPE, "ivf_flat");
    assertThat(IndexSettings.from(values(IndexSettings.ALL, given)).vectorIndex())
        .isEqualTo(new VectorIndex.IvfFlat(77, 7));
  }

  @Test
  void shouldMapEachSettingOfSink() {
    Map<Setting<?>, Object> given = new HashMap<>(given());
    given.put(IndexSettings.TLS_CA_PEM, "ca.pem");
    given.put(IndexSettings.TLS_CLIENT_PEM, "client.pem");
    given.put(IndexSettings.TLS_CLIENT_KEY, "client.key");

    assertThat(IndexSettings.fromSink(values(IndexSettings.SINK, given)))
        .isEqualTo(
            new IndexOptions(
                connection(
                    new TlsFiles(
                        Optional.empty(),
                        Optional.of("milvus"),
                        Optional.of(Path.of("ca.pem")),
                        Optional.of(Path.of("client.pem")),
                        Optional.of(Path.of("client.key")))),
                "photos",
                new VectorIndex.Hnsw(8, 50, 1),
                Duration.ZERO,
                new BatchLimits(9, 100_000)));
    given.put(IndexSettings.TYPE, "IVF_SQ8");
    assertThat(IndexSettings.fromSink(values(IndexSettings.SINK, given)).vectorIndex())
        .isEqualTo(new VectorIndex.IvfSq8(77, 1));
    given.remove(IndexSettings.USER);
    given.remove(IndexSettings.PASSWORD);
    given.put(IndexSettings.TOKEN, "t0ken");
    assertThat(IndexSettings.connection(values(IndexSettings.SINK, given)).credentials())
        .isEqualTo(new IndexCredentials(Optional.of("t0ken"), Optional.empty(), Optional.empty()));
  }

  @Test
  void shouldRejectBatchOutOfBounds() {
    assertThatThrownBy(() -> new BatchLimits(0, 100_000))
        .isInstanceOf(CiderException.class)
        .hasMessageContaining("index.batch.rows is 0, not 1 to 16384");
  }

  private static IndexConnection connection(TlsFiles tls) {
    return new IndexConnection(
        "https://m:1",
        new IndexCredentials(Optional.empty(), Optional.of("root"), Optional.of("s3cret")),
        "db",
        tls,
        Duration.ofMillis(1234));
  }

  private static Map<Setting<?>, Object> given() {
    return Map.ofEntries(
        Map.entry(IndexSettings.URI, "https://m:1"),
        Map.entry(IndexSettings.USER, "root"),
        Map.entry(IndexSettings.PASSWORD, "s3cret"),
        Map.entry(IndexSettings.DATABASE, "db"),
        Map.entry(IndexSettings.NAME, "photos"),
        Map.entry(IndexSettings.HNSW_M, 8),
        Map.entry(IndexSettings.HNSW_EF_CONSTRUCTION, 50),
        Map.entry(IndexSettings.IVF_NLIST, 77),
        Map.entry(IndexSettings.TLS_SERVER_NAME, "milvus"),
        Map.entry(IndexSettings.RPC_DEADLINE, 1234L),
        Map.entry(IndexSettings.BATCH_ROWS, 9),
        Map.entry(IndexSettings.BATCH_BYTES, 100_000L));
  }

  private static SettingValues values(List<Setting<?>> settings, Map<Setting<?>, Object> given) {
    Map<String, Object> values = new HashMap<>();
    settings.forEach(setting -> values.put(setting.name(), setting.defaultValue()));
    given.forEach((setting, value) -> values.put(setting.name(), value));
    assertThat(settings).extracting(Setting::name).containsAll(values.keySet());
    return values::get;
  }
}
