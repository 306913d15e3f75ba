package io.ciderstream.tests.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.cli.sink.Findings;
import io.ciderstream.cli.sink.SinkSoak;
import io.ciderstream.cli.sink.SinkTrial;
import io.ciderstream.cli.sink.Trial;
import io.ciderstream.cli.sink.TrialMilvus;
import io.ciderstream.cli.sink.TrialRecords;
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
  private static final Trial TRIAL = Trial.mixed(5_000, 500, 8, 4);

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(names = {"DESCRIPTORS", "GUARDED"})
  void shouldEndWithTheLastRecordOfEachKeyThroughRestartsRebalancesAndKills(TrialRecords records) {
    List<String> said = Collections.synchronizedList(new ArrayList<>());
    try (SinkTrial sink =
        SinkTrial.start(
            TRIAL,
            records,
            folder,
            TrialMilvus.Kind.LITE,
            Map.of(
                "consumer.override.max.poll.records",
                "100",
                "retry.backoff.max.ms",
                "1000",
                "index.rpc.deadline.ms",
                "2000"))) {
      Findings findings = new SinkSoak(sink, Duration.ofSeconds(2), said::add).run();
      assertThat(findings).as("%s", said).matches(Findings::same);
      assertThat(findings.rows()).isBetween(400L, 500L);
      assertThat(sink.deadLetters()).isZero();
    }
  }
}
