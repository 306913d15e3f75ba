package io.ciderstream.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryInstallationTest {
  @TempDir Path dir;

  @Test
  void shouldUnpackOnce() throws Exception {
    Files.writeString(dir.resolve("quarkus-run.jar"), "program");
    Process tar =
        new ProcessBuilder("tar", "-czf", "archive.tar.gz", "quarkus-run.jar")
            .directory(dir.toFile())
            .start();
    assertThat(tar.waitFor()).isZero();
    ServerHome home = new ServerHome(dir.resolve("home"));
    Path made = RegistryInstallation.install(dir.resolve("archive.tar.gz"), home);
    assertThat(made.resolve("quarkus-run.jar")).hasContent("program");
    Files.delete(dir.resolve("archive.tar.gz"));
    assertThat(RegistryInstallation.install(dir.resolve("archive.tar.gz"), home)).isEqualTo(made);
  }

  @Test
  void shouldLeaveNothingOfABrokenArchive() throws IOException {
    Path broken = Files.writeString(dir.resolve("archive.tar.gz"), "no archive");
    ServerHome home = new ServerHome(dir.resolve("home"));
    assertThatThrownBy(() -> RegistryInstallation.install(broken, home))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("archive.tar.gz");
    assertThat(RegistryInstallation.folder(home)).doesNotExist();
  }
}
