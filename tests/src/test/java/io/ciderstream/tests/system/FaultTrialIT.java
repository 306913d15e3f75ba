package io.ciderstream.tests.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A short selection of {@code cider trial faults}. Takes minutes; run with {@code
 * -Dcider.faults=true} after a change to the trials.
 */
@EnabledIfSystemProperty(named = "cider.faults", matches = "true")
@Execution(ExecutionMode.CONCURRENT)
class FaultTrialIT {
  @TempDir private Path folder;

  @Test
  void shouldKeepEveryPromiseThoughMilvusIsKilled() throws Exception {
    Path classPath =
        Files.writeString(
            folder.resolve("class-path"), "-cp " + System.getProperty("java.class.path"));
    Path page = folder.resolve("reliability.md");
    Process trial =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx512m",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Dcider.home=" + System.getProperty("cider.home"),
                    "-Dlog4j2.configurationFile=log4j2-off.xml",
                    "@" + classPath,
                    "io.ciderstream.cli.Main",
                    "trial",
                    "faults",
                    "--quick",
                    "--only",
                    "milvus-killed",
                    "--results",
                    folder.resolve("results").toString(),
                    "--out",
                    page.toString()))
            .redirectErrorStream(true)
            .start();
    String output = new String(trial.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(trial.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(trial.exitValue()).as(output).isZero();
    assertThat(Files.readString(page))
        .contains("`milvus-killed`")
        .contains("| clean, by a shorter fault (`--quick`) |");
  }
}
