package io.ciderstream.schemas.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RegistrySettingsTest {
  private static final String URL = "http://r:2";

  @Test
  void shouldHaveDefaults() {
    assertThat(options(Map.of())).isEqualTo(RegistryOptions.of(URL));
  }

  @Test
  void shouldMapEachSetting() {
    RegistryOptions.Tls tls =
        new RegistryOptions.Tls(
            Optional.of(Path.of("ca")), Optional.of(Path.of("pem")), Optional.of(Path.of("key")));
    Map<Setting<?>, Object> files =
        Map.of(
            RegistrySettings.TLS_CA_PEM, "ca",
            RegistrySettings.TLS_CLIENT_PEM, "pem",
            RegistrySettings.TLS_CLIENT_KEY, "key");
    Map<Setting<?>, Object> user =
        Map.of(RegistrySettings.USER, "u", RegistrySettings.PASSWORD, "p");
    assertThat(options(files)).isEqualTo(RegistryOptions.of(URL).withTls(tls));
    assertThat(options(user)).isEqualTo(RegistryOptions.of(URL).withUser("u", "p"));
    assertThat(options(Map.of(RegistrySettings.TOKEN, "t")))
        .isEqualTo(RegistryOptions.of(URL).withToken("t"));
    assertThat(RegistrySettings.ALL).hasSize(files.size() + user.size() + 1);
  }

  @Test
  void shouldRejectContradictionsAndShowNoSecret() {
    for (Map<Setting<?>, Object> wrong :
        java.util.List.<Map<Setting<?>, Object>>of(
            Map.of(RegistrySettings.USER, "u"),
            Map.of(RegistrySettings.PASSWORD, "s3cret"),
            Map.of(
                RegistrySettings.USER, "u",
                RegistrySettings.PASSWORD, "s3cret",
                RegistrySettings.TOKEN, "s3cret"),
            Map.of(RegistrySettings.TLS_CLIENT_PEM, "pem"),
            Map.of(KafkaSettings.REGISTRY_URL, "http://u:s3cret@r"))) {
      assertThatThrownBy(() -> options(wrong))
          .hasMessageContaining("SETTING_INVALID")
          .hasMessageContaining("registry.")
          .hasMessageNotContaining("s3cret");
    }
    assertThat(RegistryOptions.of(URL).withUser("u", "s3cret"))
        .asString()
        .contains("u")
        .doesNotContain("s3cret");
    assertThat(RegistryOptions.of(URL).withToken("s3cret")).asString().doesNotContain("s3cret");
  }

  private static RegistryOptions options(Map<Setting<?>, Object> given) {
    Map<String, Object> values = new HashMap<>();
    values.put(KafkaSettings.REGISTRY_URL.name(), URL);
    RegistrySettings.ALL.forEach(setting -> values.put(setting.name(), setting.defaultValue()));
    given.forEach((setting, value) -> values.put(setting.name(), value));
    return RegistrySettings.from(values::get);
  }
}
