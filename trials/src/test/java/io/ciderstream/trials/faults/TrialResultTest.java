package io.ciderstream.trials.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.trials.faults.judge.AcknowledgedRecords;
import io.ciderstream.trials.faults.judge.TrialJudgement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrialResultTest {
  private static final TrialJudgement ENDS = new TrialJudgement(5, 3, 1, 1, 0, 0, List.of());
  private static final TrialResult.Queries ANSWERED =
      new TrialResult.Queries(4, 0, 0, 1, Map.of("OK", 4));

  private static TrialResult result(
      long sent, long lost, TrialJudgement ends, TrialResult.Queries queries) {
    return new TrialResult(
        "x", false, "now", 1, sent, new AcknowledgedRecords(lost, 0), ends, queries, 2, "", "");
  }

  @Test
  void shouldFindNothingIfAllRecordsHaveAnEndAndAllQueriesAReply() {
    assertThat(result(10, 0, ENDS, ANSWERED).faults()).isEmpty();
  }

  @Test
  void shouldReportEndsThatDoNotAddUp() {
    assertThat(result(11, 0, ENDS, ANSWERED).faults())
        .containsExactly("11 records were sent, but 10 have an end");
  }

  @Test
  void shouldReportEachBrokenPromise() {
    TrialJudgement pending = new TrialJudgement(5, 3, 1, 0, 1, 0, List.of("a differs"));
    TrialResult.Queries open = new TrialResult.Queries(4, 1, 2, 0, Map.of("OK", 3));

    assertThat(result(10, 3, pending, open).faults())
        .containsExactly(
            "3 acknowledged records lost by the log",
            "1 records without an end",
            "1 queries without a reply",
            "2 queries with two different replies",
            "a differs");
  }

  @Test
  void shouldFindNothingInATrialThatWasNotRun() {
    assertThat(TrialResult.skipped("x", "now", "needs more").faults()).isEmpty();
  }
}
