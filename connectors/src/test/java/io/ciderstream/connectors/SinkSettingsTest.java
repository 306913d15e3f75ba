package io.ciderstream.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.index.VectorIndex;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class SinkSettingsTest {
  @Test
  void shouldMapEverySetting() {
    var settings =
        new SinkSettings(
            Map.ofEntries(
                Map.entry(SinkSettings.URI, "https://milvus:19530"),
                Map.entry(SinkSettings.USER, "root"),
                Map.entry(SinkSettings.PASSWORD, "s3cret"),
                Map.entry(SinkSettings.DATABASE, "db"),
                Map.entry(SinkSettings.NAME, "photos"),
                Map.entry(SinkSettings.TYPE, "ivf_sq8"),
                Map.entry(SinkSettings.IVF_NLIST, "77"),
                Map.entry(SinkSettings.TLS_SERVER_PEM, "c.pem"),
                Map.entry(SinkSettings.TLS_SERVER_NAME, "m"),
                Map.entry(SinkSettings.RPC_DEADLINE, "1234"),
                Map.entry(SinkSettings.BATCH_ROWS, "9"),
                Map.entry(SinkSettings.BATCH_BYTES, "100000")));
    var index = settings.index();
    assertThat(index.uri()).isEqualTo("https://milvus:19530");
    assertThat(index.user()).hasValue("root");
    assertThat(index.password()).hasValue("s3cret");
    assertThat(index.database()).isEqualTo("db");
    assertThat(index.name()).isEqualTo("photos");
    assertThat(index.vectorIndex()).isEqualTo(new VectorIndex.IvfSq8(77, 1));
    assertThat(index.serverPem()).hasToString("Optional[c.pem]");
    assertThat(index.serverName()).hasValue("m");
    assertThat(index.rpcDeadline().toMillis()).isEqualTo(1234);
    assertThat(index.batchRows()).isEqualTo(9);
    assertThat(index.batchBytes()).isEqualTo(100_000);
    assertThat(settings.toString()).doesNotContain("s3cret");
  }

  @Test
  void shouldHaveDefaultsThatAreTaken() {
    var index = new SinkSettings(Map.of(SinkSettings.URI, "http://m:1")).index();
    assertThat(index.name()).isEqualTo("images");
    assertThat(index.vectorIndex()).isEqualTo(new VectorIndex.Hnsw(16, 200, 1));
  }

  @Test
  void shouldNameTheSettingThatIsWrong() {
    refused("index.uri", Map.of(SinkSettings.URI, "milvus"));
    refused("index.type", Map.of(SinkSettings.TYPE, "DISKANN"));
    refused("index.password", Map.of(SinkSettings.USER, "root"));
    refused(
        "retry.backoff.max.ms", Map.of(SinkSettings.BACKOFF, "10", SinkSettings.BACKOFF_MAX, "5"));
  }

  private static void refused(String setting, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(Map.of(SinkSettings.URI, "http://m:1"));
    all.putAll(settings);
    assertThatThrownBy(() -> new SinkSettings(all))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(setting);
  }
}
