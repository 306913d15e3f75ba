package io.ciderstream.train.learn.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.evaluation.yaml.ConfigText;
import io.ciderstream.schemas.CiderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  private static final ConfigText FILE =
      ConfigText.parse("# why\nseed: 1\nname: small\n", "config.yaml");

  @TempDir Path path;
  private RunFolder folder;

  @BeforeEach
  void open() {
    folder = new RunFolder(path.resolve("run"));
  }

  @Test
  void shouldKeepAFileAsItIs() {
    folder.writeConfig(folder.config(FILE, List.of(), false));

    assertThat(folder.read("config.yaml")).hasValue(FILE.text());
    assertThat(folder.config(FILE, List.of(), true).text()).isEqualTo(FILE);
  }

  @Test
  void shouldGoOnWithoutSayingAgainWhatWasSet() {
    folder.writeConfig(folder.config(FILE, List.of("seed=2"), false));

    assertThat(folder.read("config.yaml").orElseThrow()).contains("seed: 2", "name: small");
    ConfigText kept = ConfigText.parse(folder.read("config.yaml").orElseThrow(), "kept");
    for (List<String> overrides : List.of(List.<String>of(), List.of("seed=2"))) {
      assertThat(folder.config(FILE, overrides, true).text().keys()).containsEntry("seed", 2);
      assertThat(folder.config(kept, overrides, true).text().keys()).containsEntry("seed", 2);
    }
  }

  @Test
  void shouldRefuseToResumeWhereThereIsNoRun() {
    assertThatThrownBy(() -> folder.config(FILE, List.of(), true))
        .isInstanceOf(CiderException.class)
        .hasMessageContaining("there is no run in " + folder.path())
        .hasMessageContaining("leave out --resume");
    assertThat(folder.path()).doesNotExist();
  }

  @Test
  void shouldNotBeginARunOnWhatIsLeftOfAnother() throws IOException {
    for (String left : List.of("checkpoints", "stage-0-start.safetensors", "model.onnx")) {
      Path file = folder.file(left);
      Files.createDirectories(folder.path());
      Files.createFile(file);
      assertThatThrownBy(() -> folder.config(FILE, List.of(), false))
          .isInstanceOf(CiderException.class)
          .hasMessageContaining("holds %s of a run whose config.yaml is gone".formatted(left));
      Files.delete(file);
    }
    Files.writeString(folder.file("overrides.txt"), "seed=9\n");
    RunFolder.RunConfig withoutOverrides = folder.config(FILE, List.of(), false);
    assertThat(withoutOverrides.text()).isEqualTo(FILE);
    folder.writeConfig(withoutOverrides);
    assertThat(folder.config(FILE, List.of(), true).text()).isEqualTo(FILE);
  }

  @Test
  void shouldRefuseToGoOnWithSomethingElse() {
    folder.writeConfig(folder.config(FILE, List.of("seed=2"), false));

    assertThatThrownBy(() -> folder.config(FILE, List.of("seed=3"), true))
        .isInstanceOf(CiderException.class)
        .hasMessageContaining("had another configuration than [seed=3]");
    assertThatThrownBy(() -> folder.config(FILE, List.of("name=other"), true))
        .hasMessageContaining("had another configuration");
    ConfigText changed = ConfigText.parse("seed: 1\nname: large\n", "changed");
    assertThatThrownBy(() -> folder.config(changed, List.of(), true))
        .hasMessageContaining("had another configuration; resume with");
    assertThatThrownBy(() -> folder.config(FILE, List.of("seed=2"), false))
        .hasMessageContaining("holds a run already");
  }
}
