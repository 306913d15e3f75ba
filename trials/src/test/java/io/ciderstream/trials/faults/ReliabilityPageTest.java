package io.ciderstream.trials.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.trials.faults.judge.AcknowledgedRecords;
import io.ciderstream.trials.faults.judge.TrialJudgement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReliabilityPageTest {
  private static final FaultTrial TRIAL =
      FaultTrial.of("role-killed", "SIGKILL", "1: nothing is lost", context -> {});

  private static String page(Map<String, TrialResult> results) {
    return ReliabilityPage.text(List.of(TRIAL), results, "Run here.");
  }

  private static TrialResult result(List<String> differences) {
    return new TrialResult(
        "role-killed",
        false,
        "now",
        1,
        10,
        new AcknowledgedRecords(0, 0),
        new TrialJudgement(5, 3, 1, 1, 0, 0, differences),
        new TrialResult.Queries(4, 0, 0, 0, Map.of("OK", 3, "UNAVAILABLE (X)", 1)),
        2.4,
        "",
        "");
  }

  @Test
  void shouldShowTheFiguresOfARow() {
    assertThat(page(Map.of("role-killed", result(List.of()))))
        .contains("| SIGKILL | 1: nothing is lost | `role-killed` | 10 | 5 | 3 | 1 | 1 | 0 |")
        .contains("3 OK, 1 UNAVAILABLE (X) | 2 | clean |");
  }

  @Test
  void shouldShowTheFirstDifferencesOfARow() {
    assertThat(page(Map.of("role-killed", result(List.of("a", "b|c", "d", "e", "f")))))
        .contains("| **a; b\\|c; d; and 2 more** |");
  }

  @Test
  void shouldSayWhyARowHasNoFigures() {
    assertThat(page(Map.of())).contains("not run: not asked for |");
    assertThat(page(Map.of("role-killed", TrialResult.skipped("role-killed", "now", "no disk"))))
        .contains("not run: no disk |");
  }
}
