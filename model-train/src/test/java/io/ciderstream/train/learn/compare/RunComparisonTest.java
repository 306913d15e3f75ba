package io.ciderstream.train.learn.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.schemas.CiderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunComparisonTest {
  @TempDir Path folder;

  @Test
  void shouldShowWhatDiffersAndWhatWasReached() throws IOException {
    Path one = run("one", "seed: 1\nstages: [{name: views, epochs: 3}]\n");
    Files.writeString(
        one.resolve("scores.csv"),
        "stage,step,figure,percent\n0,0,held mAP,10.0\n0,5,held mAP,30.0\n0,9,held mAP,20.5\n");
    Files.writeString(
        one.resolve("metrics.csv"),
        """
        stage,step,epoch,loss,accuracy,rate,gradient,seconds,pictures,waited
        0,0,0,2.5,0.1,0.01,3.0,2.0,8,0.5
        0,1,0,1.25,0.2,0.01,3.0,2.0,8,0.5
        """);
    Files.writeString(one.resolve("model.onnx"), "");
    Path two = run("two", "seed: 1\nstages: [{name: views, epochs: 4}]\n");

    String table = new RunComparison(List.of(RunResult.read(one), RunResult.read(two))).markdown();

    assertThat(table)
        .isEqualTo(
            """
            |  | one | two |
            | --- | --- | --- |
            | `stages.views.epochs` | 3 | 4 |
            | finished | yes | no |
            | steps | 2 | 0 |
            | last loss | 1.2500 | - |
            | pictures/s | 4.0 | - |
            | held mAP, last | 20.50 | - |
            | held mAP, best | 30.00 | - |
            """);
  }

  @Test
  void shouldTellRunsOfOneNameApart() throws IOException {
    Path first = run("x/seed-1", "seed: 1\n");
    Path second = run("y/seed-1", "seed: 1\n");
    Path other = run("y/seed-2", "seed: 2\n");

    String table =
        new RunComparison(
                List.of(RunResult.read(first), RunResult.read(second), RunResult.read(other)))
            .markdown();

    assertThat(table).startsWith("|  | x/seed-1 | y/seed-1 | seed-2 |\n");
  }

  @Test
  void shouldSayThatThereIsNoRun() {
    assertThatThrownBy(() -> RunResult.read(folder))
        .isInstanceOf(CiderException.class)
        .hasMessageContaining("There is no run of ./cider train in " + folder);
  }

  private Path run(String name, String config) throws IOException {
    Path run = Files.createDirectories(folder.resolve(name));
    Files.writeString(run.resolve("config.yaml"), config);
    return run;
  }
}
