package io.ciderstream.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.evaluation.rerank.NeighbourWeights;
import io.ciderstream.evaluation.rerank.ReciprocalOptions;
import io.ciderstream.evaluation.rerank.RerankOptions;
import io.ciderstream.terminal.ArgumentException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class RerankArgumentsTest {
  @Command
  private static final class Evaluate {
    @Mixin private RerankArguments arguments;
  }

  @Test
  void shouldAddNothingByDefault() {
    assertThat(options().isNone()).isTrue();
    assertThat(options("--expand-alpha", "2", "--reciprocal-lambda", "0.5").isNone()).isTrue();
  }

  @Test
  void shouldMapEachOption() {
    assertThat(
            options("--expand", "4", "--expand-alpha", "2", "--reciprocal", "10", "--verify", "7"))
        .isEqualTo(
            new RerankOptions(
                Optional.empty(),
                Optional.of(new NeighbourWeights(4, 2)),
                Optional.of(new ReciprocalOptions(10, 3, 0.3)),
                7));
    assertThat(options("--augment", "2", "--augment-alpha", "0").augmentation())
        .contains(new NeighbourWeights(2, 0));
    assertThat(options("--reciprocal", "1", "--reciprocal-lambda", "0.5").reciprocal())
        .contains(new ReciprocalOptions(1, 1, 0.5));
    assertThat(options("--reciprocal", "9", "--reciprocal-k2", "8").reciprocal())
        .contains(new ReciprocalOptions(9, 8, 0.3));
  }

  @Test
  void shouldRefuseWhatIsOutOfRange() {
    assertThatThrownBy(() -> options("--expand", "0"))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("0 neighbours, but there must be 1 to 1000");
    assertThatThrownBy(() -> options("--verify", "-1"))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("-1 answers");
  }

  private static RerankOptions options(String... line) {
    Evaluate evaluate = new Evaluate();
    new CommandLine(evaluate).parseArgs(line);
    return evaluate.arguments.options();
  }
}
