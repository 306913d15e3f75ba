package io.ciderstream.tests.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ciderstream.trials.sink.IndexDifferences;
import io.ciderstream.trials.sink.MilvusKind;
import io.ciderstream.trials.sink.RecordFormat;
import io.ciderstream.trials.sink.SinkTestBed;
import io.ciderstream.trials.sink.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Checks calls that time out while Milvus is suspended, and that it carries out after it is
 * resumed.
 */
class SinkFreezeIT {
  private static final int STEP = 400;
  private static final int ROUNDS = 1;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"LITE, ANY", "STANDALONE, DESCRIPTORS"})
  void shouldNotLetCallsOfAFrozenMilvusLandAfterNewerOnes(MilvusKind server, RecordFormat records) {
    try (SinkTestBed sink =
        SinkTestBed.start(
            Workload.mixed((2 * ROUNDS + 1) * STEP, 100, 8, 2),
            records,
            folder,
            server,
            Map.of(
                "index.rpc.deadline.ms", "1000",
                "retry.backoff.ms", "50",
                "retry.backoff.max.ms", "200",
                "consumer.override.max.poll.records", "50"))) {
      sink.addWorker();
      sink.tasks(1);
      long written = STEP;
      sink.write(0, written);
      sink.awaitCommitted(() -> {});
      for (int round = 0; round < ROUNDS; round++) {
        double before = sink.retries();
        sink.write(written, written + STEP);
        sink.milvus().freeze();
        sink.write(written + STEP, written + 2 * STEP);
        written += 2 * STEP;
        await().atMost(Duration.ofSeconds(30)).until(() -> sink.retries() >= before + 2);
        sink.milvus().thaw();
        sink.awaitCommitted(() -> {});
        assertThat(sink.compare()).matches(IndexDifferences::same);
      }
      assertThat(sink.deadLetters()).isZero();
      assertThat(sink.taskStates()).containsExactly("RUNNING");
    }
  }
}
