package io.ciderstream.trials.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.evaluation.rerank.RerankOptions;
import io.ciderstream.terminal.ArgumentException;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class RerankRowsTest {
  @Command
  private static final class Bench {
    @Mixin private RerankRows rows;
  }

  @Test
  void shouldCompareNothingWithEachAddition() {
    assertThat(rows("--expand", "2", "--expand-alpha", "1", "--augment", "4", "--verify", "9"))
        .extracting(RerankOptions::toString)
        .containsExactly(
            "none",
            "alpha-QE n=2 alpha=1.0",
            "DBA n=4 alpha=1.0",
            "k-reciprocal k1=5 k2=2 lambda=0.6",
            "verify 9",
            "alpha-QE n=2 alpha=1.0, verify 9",
            "alpha-QE n=2 alpha=1.0, k-reciprocal k1=5 k2=2 lambda=0.6, verify 9");
  }

  @Test
  void shouldTryAGridOfParameters() {
    List<RerankOptions> grid = rows("--grid");
    assertThat(grid).doesNotHaveDuplicates().hasSize(1 + 5 * 4 * 3 + 4 * 3);
    assertThat(grid.getFirst().isNone()).isTrue();
  }

  @Test
  void shouldRefuseWhatIsOutOfRange() {
    assertThatThrownBy(() -> rows("--augment", "0"))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("0 neighbours");
  }

  private static List<RerankOptions> rows(String... line) {
    Bench bench = new Bench();
    new CommandLine(bench).parseArgs(line);
    return bench.rows.all();
  }
}
