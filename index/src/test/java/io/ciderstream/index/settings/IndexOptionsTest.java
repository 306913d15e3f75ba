package io.ciderstream.index.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IndexOptionsTest {
  private static IndexOptions options(
      String uri, String token, String user, String password, String name, String pem) {
    return new IndexOptions(
        new IndexConnection(
            uri,
            new IndexCredentials(
                Optional.ofNullable(token),
                Optional.ofNullable(user),
                Optional.ofNullable(password)),
            "",
            TlsFiles.server(Optional.ofNullable(pem).map(Path::of), Optional.empty()),
            Duration.ofSeconds(10)),
        name,
        new VectorIndex.Flat(),
        Duration.ofSeconds(5),
        new BatchLimits(128, 32 << 20));
  }

  @Test
  void shouldShowNoSecret() {
    assertThat(options("http://m:1", "s3cret", null, null, "i", null).toString())
        .doesNotContain("s3cret");
    assertThat(options("http://m:1", null, "root", "s3cret", "i", null).toString())
        .contains("root")
        .doesNotContain("s3cret");
  }

  @Test
  void shouldNameTheSettingThatIsWrong() {
    refused("index.uri", "milvus:19530", null, null, null, "i", null);
    refused("index.token", "http://m:1", "t", "u", "p", "i", null);
    refused("index.password", "http://m:1", null, "u", null, "i", null);
    refused("index.name", "http://m:1", null, null, null, "a__b", null);
    refused("index.name", "http://m:1", null, null, null, "a-b", null);
    refused("index.tls.server.pem", "http://m:1", null, null, null, "i", "c.pem");
  }

  @Test
  void shouldRefuseMoreProbesThanClusters() {
    assertThatThrownBy(() -> new VectorIndex.IvfFlat(16, 17))
        .hasMessageContaining("index.ivf.nprobe is 17");
  }

  private static void refused(
      String setting,
      String uri,
      String token,
      String user,
      String password,
      String name,
      String pem) {
    assertThatThrownBy(() -> options(uri, token, user, password, name, pem))
        .hasMessageContaining("SETTING_INVALID")
        .hasMessageContaining(setting);
  }
}
