package io.ciderstream.trials.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.trials.pictures.ComparedRates;
import org.junit.jupiter.api.Test;

class ComparedRatesTableTest {
  @Test
  void shouldCompareTheRateWithBothOfBareInference() {
    assertThat(ComparedRatesTable.of(new ComparedRates(50, 100, 90), "pipeline", "topic to topic"))
        .hasToString(
            """
            pictures a second                 median  pipeline / bare
            bare, one session over all cores  50.0    180%
            bare, one session a core          100.0   90%
            pipeline, topic to topic          90.0
            """);
  }
}
