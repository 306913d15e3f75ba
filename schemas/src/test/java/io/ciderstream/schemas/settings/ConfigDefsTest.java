package io.ciderstream.schemas.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class ConfigDefsTest {
  private static final Setting<String> URI =
      Setting.text("uri", "", SettingCheck.nonEmpty(), "Where.").withDefault(null);
  private static final Setting<String> TOKEN = Setting.secret("token", "Who.");
  private static final Setting<String> KIND =
      Setting.text("kind", "HNSW", SettingCheck.oneOfAnyCase("HNSW", "FLAT"), "Which.");
  private static final Setting<Integer> ROWS = Setting.number("rows", 128, 1, 200, "How many.");
  private static final Setting<Long> WAIT = Setting.big("wait.ms", 500, 1, 1000, "How long.");
  private static final Setting<Double> SHARE = Setting.ratio("share", 0.5, 0, 1, "How much.");
  private static final Setting<Boolean> ON = Setting.flag("on", true, "Whether.");
  private static final Setting<List<String>> HOSTS = Setting.list("hosts", List.of(), "Which.");

  @Test
  void shouldReturnTheDefaults() {
    SettingValues values = parse(Map.of("uri", "http://milvus"));

    assertThat(values.get(URI)).isEqualTo("http://milvus");
    assertThat(values.filled(TOKEN)).isEmpty();
    assertThat(values.get(KIND)).isEqualTo("HNSW");
    assertThat(values.get(ROWS)).isEqualTo(128);
    assertThat(values.millis(WAIT)).isEqualTo(Duration.ofMillis(500));
    assertThat(values.get(SHARE)).isEqualTo(0.5);
    assertThat(values.get(ON)).isTrue();
    assertThat(values.get(HOSTS)).isEmpty();
  }

  @Test
  void shouldReturnWhatIsGiven() {
    SettingValues values =
        parse(
            Map.of(
                "uri", "x", "token", "secret", "kind", "flat", "rows", "7", "wait.ms", "9", "share",
                "0.25", "on", "false", "hosts", "a,b"));

    assertThat(values.filled(TOKEN)).contains("secret");
    assertThat(values.get(KIND)).isEqualTo("flat");
    assertThat(values.get(ROWS)).isEqualTo(7);
    assertThat(values.millis(WAIT)).isEqualTo(Duration.ofMillis(9));
    assertThat(values.get(SHARE)).isEqualTo(0.25);
    assertThat(values.get(ON)).isFalse();
    assertThat(values.get(HOSTS)).containsExactly("a", "b");
  }

  @Test
  void shouldRejectCredentialsInAnAddressWithoutShowingThem() {
    ConfigDef all = new ConfigDef();
    ConfigDefs.define(
        all,
        Setting.text("at", "a:1", SettingCheck.address(), "Where."),
        ConfigDef.Importance.HIGH);
    for (String wrong :
        List.of(
            "http://user:s3cret@host", "https://s3cret@host:1/p", "http://a,http://b:s3cret@c")) {
      assertThatThrownBy(() -> new AbstractConfig(all, Map.of("at", wrong), false))
          .hasMessageContaining("at has a user or password")
          .hasMessageNotContaining("s3cret");
    }
    assertThatThrownBy(() -> new AbstractConfig(all, Map.of("at", ""), false));
    for (String right : List.of("http://host/a@b", "host:1,other:2", "http://[::1]:1/?a=b@c")) {
      assertThat(new AbstractConfig(all, Map.of("at", right), false).getString("at"))
          .isEqualTo(right);
    }
  }

  @Test
  void shouldRejectWhatFailsItsCheck() {
    assertThatThrownBy(() -> parse(Map.of())).isInstanceOf(ConfigException.class);
    for (Map<String, String> wrong :
        List.of(
            Map.of("uri", ""),
            Map.of("uri", "x", "kind", "TREE"),
            Map.of("uri", "x", "rows", "0"),
            Map.of("uri", "x", "wait.ms", "1001"),
            Map.of("uri", "x", "share", "1.5"))) {
      assertThatThrownBy(() -> parse(wrong)).isInstanceOf(ConfigException.class);
    }
  }

  private static SettingValues parse(Map<String, String> given) {
    ConfigDef all = new ConfigDef();
    for (Setting<?> setting : List.of(URI, TOKEN, KIND, ROWS, WAIT, SHARE, ON, HOSTS)) {
      ConfigDefs.define(all, setting, ConfigDef.Importance.HIGH);
    }
    return ConfigDefs.values(new AbstractConfig(all, given, false));
  }
}
