package io.ciderstream.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TrainSweepTest {
  private static final String CONFIG =
      """
      name: swept
      network: {backbone: resnet18, weights: random, context: false, projection.dimension: 128}
      input: {sizes: [64x64], bounds: []}
      data: [{kind: folders, root: pictures}]
      projection: {start: random}
      stages:
        - {name: only, kind: labels, epochs: 1, batch: 8, rates: [{rate: 0.0001}]}
      """;

  @TempDir private Path folder;
  private String message;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("config.yaml"), CONFIG);
  }

  @Test
  void shouldReadTheConfigurationOfEveryRunBeforeTheFirst() {
    assertThat(run("--sweep", "network.pooling=[gem,avg]")).isEqualTo(1);

    assertThat(message).contains("pooling", "avg");
    assertThat(folder.resolve("runs")).doesNotExist();
  }

  @Test
  void shouldNotTakeARunOfAnotherConfigurationForFinished() throws IOException {
    Path finished = Files.createDirectories(folder.resolve("runs/seed-1"));
    Files.writeString(finished.resolve("config.yaml"), CONFIG + "seed: 1\n");
    Files.writeString(finished.resolve("model.onnx"), "");

    assertThat(run("--sweep", "seed=[1]", "--set", "stages.only.epochs=3")).isEqualTo(1);

    assertThat(message).contains(finished.toString(), "had another configuration");
  }

  private int run(String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("--config", "" + folder.resolve("config.yaml")));
    arguments.addAll(List.of("--run", "" + folder.resolve("runs")));
    arguments.addAll(List.of(more));
    return new CommandLine(new TrainCommand())
        .setExecutionExceptionHandler(
            (error, command, parsed) -> {
              message = error.getMessage();
              return 1;
            })
        .execute(arguments.toArray(String[]::new));
  }
}
