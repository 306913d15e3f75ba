package io.ciderstream.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asks for pip, which every new environment has, so that nothing is downloaded. */
class PythonEnvironmentIT {
  private static final List<String> PACKAGES = List.of("pip");

  @TempDir private Path home;

  @Test
  void shouldMakeAHalfMadeOrMovedEnvironmentAnewAndAWholeOneOnce() throws Exception {
    Path path = home.resolve("python").resolve("one");
    Files.createDirectories(path);
    Path leftover = Files.createFile(path.resolve("leftover"));

    PythonEnvironment made = PythonEnvironment.of(new ServerHome(home), "one", PACKAGES);
    assertThat(leftover).doesNotExist();
    assertThatCode(() -> made.run(List.of("-c", "import pip"))).doesNotThrowAnyException();

    Path mine = Files.createFile(path.resolve("mine"));
    PythonEnvironment.of(new ServerHome(home), "one", PACKAGES);
    assertThat(mine).exists();

    Path moved =
        Files.move(
            home.resolve("python"),
            Files.createDirectories(home.resolve("other")).resolve("python"));
    PythonEnvironment again =
        PythonEnvironment.of(new ServerHome(moved.getParent()), "one", PACKAGES);
    assertThat(new ProcessBuilder(again.program("pip"), "--version").start().waitFor()).isZero();
  }

  @Test
  void shouldSayWhatToDoWhenAPackageCannotBeHad() {
    ServerHome folder = new ServerHome(home);
    assertThatThrownBy(() -> PythonEnvironment.of(folder, "one", List.of("not==a==version")))
        .isInstanceOf(ServerException.class)
        .hasMessageContaining("check the access to the Python package index");
    assertThat(home.resolve("python").resolve("one").resolve("complete")).doesNotExist();
  }
}
