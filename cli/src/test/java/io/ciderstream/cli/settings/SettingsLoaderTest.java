package io.ciderstream.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsLoaderTest {
  @TempDir private Path folder;

  @Test
  void shouldTakeTheStrongestOfAllPlaces() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("cider.yaml"),
            """
            index:
              name: from_file
              rpc.deadline.ms: 111
            index.user: from_file
            fetch.allowed.hosts: [a.example, b.example]
            """);
    Settings settings =
        SettingsLoader.load(
            file,
            Map.of("CIDER_INDEX_NAME", "from_environment", "CIDER_INDEX_USER", "from_environment"),
            List.of("index.name=from=line"));
    assertThat(settings.text("index.name")).isEqualTo("from=line");
    assertThat(settings.origin("index.name")).isEqualTo(Origin.COMMAND_LINE);
    assertThat(settings.text("index.user")).isEqualTo("from_environment");
    assertThat(settings.origin("index.user")).isEqualTo(Origin.ENVIRONMENT);
    assertThat(settings.big("index.rpc.deadline.ms")).isEqualTo(111);
    assertThat(settings.origin("index.rpc.deadline.ms")).isEqualTo(Origin.FILE);
    assertThat(settings.list("fetch.allowed.hosts")).containsExactly("a.example", "b.example");
    assertThat(settings.origin("index.database")).isEqualTo(Origin.DEFAULT);
  }

  @Test
  void shouldPreferWhatIsSaidToACommandsOwnDefault() {
    Map<String, String> defaults = Map.of("index.name", "usual", "index.user", "usual");
    Settings settings =
        SettingsLoader.load(
            defaults, folder.resolve("none"), Map.of("CIDER_INDEX_NAME", "said"), List.of());
    assertThat(settings.text("index.name")).isEqualTo("said");
    assertThat(settings.text("index.user")).isEqualTo("usual");
    assertThat(settings.origin("index.user")).isEqualTo(Origin.DEFAULT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no.such=1", "index.type=ROUND", "topics.partitions=0", "noequals"})
  void shouldRefuseWhatIsWrongAndNameIt(String assignment) {
    assertThatThrownBy(
            () -> SettingsLoader.load(folder.resolve("none"), Map.of(), List.of(assignment)))
        .isInstanceOfSatisfying(
            CiderException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SETTING_INVALID))
        .hasMessageContaining(assignment.split("=")[0]);
  }

  @Test
  void shouldNeverPrintASecret() {
    Settings settings =
        SettingsLoader.load(
            folder.resolve("none"), Map.of(), List.of("index.token=very-secret-indeed"));
    assertThat(settings.secret("index.token")).isEqualTo("very-secret-indeed");
    assertThat(settings.printable().toString()).doesNotContain("very-secret-indeed");
  }

  @Test
  void shouldRefuseAFileThatIsNoYaml() throws IOException {
    Path file = Files.writeString(folder.resolve("cider.yaml"), "a: [");
    assertThatThrownBy(() -> SettingsLoader.load(file, Map.of(), List.of()))
        .isInstanceOf(CiderException.class)
        .hasMessageContaining(file.toString());
  }
}
