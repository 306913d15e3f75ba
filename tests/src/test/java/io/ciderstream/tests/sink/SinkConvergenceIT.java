package io.ciderstream.tests.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.trials.sink.IndexDifferences;
import io.ciderstream.trials.sink.MilvusKind;
import io.ciderstream.trials.sink.RecordFormat;
import io.ciderstream.trials.sink.SinkSoak;
import io.ciderstream.trials.sink.SinkTestBed;
import io.ciderstream.trials.sink.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SinkConvergenceIT {
  private static final Workload WORKLOAD = Workload.mixed(5_000, 500, 8, 4);

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(names = {"DESCRIPTORS", "GUARDED"})
  void shouldEndWithTheLastRecordOfEachKeyThroughRestartsRebalancesAndKills(RecordFormat records) {
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    try (SinkTestBed sink =
        SinkTestBed.start(
            WORKLOAD,
            records,
            folder,
            MilvusKind.LITE,
            Map.of(
                "consumer.override.max.poll.records",
                "100",
                "retry.backoff.max.ms",
                "1000",
                "index.rpc.deadline.ms",
                "2000"))) {
      IndexDifferences findings = new SinkSoak(sink, Duration.ofSeconds(2), lines::add).run();
      assertThat(findings).as("%s", lines).matches(IndexDifferences::same);
      assertThat(findings.rows()).isBetween(400L, 500L);
      assertThat(sink.deadLetters()).isZero();
    }
  }
}
