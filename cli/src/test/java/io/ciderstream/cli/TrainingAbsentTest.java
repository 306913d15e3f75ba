package io.ciderstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingAbsentTest {
  @Test
  void shouldSayThatABuildWithoutLibtorchDoesNotTrain(@TempDir Path home) throws Exception {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("pytorch-"))
            .collect(Collectors.joining(File.pathSeparator));
    assertThat(classPath).isNotEqualTo(System.getProperty("java.class.path"));
    ProcessBuilder command =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-Dcider.home=" + home,
                    "-cp",
                    classPath,
                    "io.ciderstream.cli.Main",
                    "train",
                    "--config",
                    "../configs/cider-lite0.yaml",
                    "--run",
                    home.resolve("run").toString()))
            .redirectErrorStream(true);
    command.environment().remove("JAVA_TOOL_OPTIONS"); // Java prints them
    Process train = command.start();
    String output = new String(train.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(output.lines())
        .singleElement()
        .asString()
        .startsWith("cider: This build serves and does not train");
    assertThat(train.waitFor()).isEqualTo(1);
  }
}
