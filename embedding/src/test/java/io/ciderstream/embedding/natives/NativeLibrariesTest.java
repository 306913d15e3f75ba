package io.ciderstream.embedding.natives;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibrariesTest {
  private static final int PROCESSES = 4;

  @TempDir Path home;

  @Test
  void shouldFillAnEmptyCacheFromSeveralProcessesAtOnce() throws Exception {
    List<Process> processes = IntStream.range(0, PROCESSES).mapToObj(this::start).toList();
    for (int i = 0; i < PROCESSES; i++) {
      Process process = processes.get(i);
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).as("%s", Files.readString(log(i))).isZero();
    }
    try (Stream<Path> files = Files.walk(home.resolve("natives"))) {
      assertThat(files.map(Path::toString)).anyMatch(file -> file.contains("libopencv_imgcodecs"));
    }
  }

  @Test
  void shouldReplaceALibraryThatADeadProcessLeftIncomplete() throws Exception {
    assertThat(start(0).waitFor()).isZero();
    Path library;
    try (Stream<Path> files = Files.walk(home.resolve("natives"))) {
      library =
          files
              .filter(file -> file.getFileName().toString().startsWith("libopencv_imgcodecs"))
              .filter(file -> Files.isRegularFile(file))
              .findFirst()
              .orElseThrow();
    }
    byte[] whole = Files.readAllBytes(library);
    Files.delete(library);
    Files.write(library, java.util.Arrays.copyOf(whole, whole.length / 2));
    assertThat(start(0).waitFor()).as("%s", Files.readString(log(0))).isZero();
    assertThat(Files.readAllBytes(library)).isEqualTo(whole);
  }

  private Process start(int number) {
    try {
      return new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Dcider.home=" + home,
              "--enable-native-access=ALL-UNNAMED",
              "-cp",
              System.getProperty("java.class.path").replace(File.pathSeparator, ":"),
              NativeLibraries.class.getName(),
              opencv_imgcodecs.class.getName())
          .redirectErrorStream(true)
          .redirectOutput(log(number).toFile())
          .start();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Path log(int number) {
    return home.resolve("process-" + number + ".log");
  }
}
