package io.ciderstream.tests.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ciderstream.servers.Fault;
import io.ciderstream.tests.sink.MilvusFaults.Answer;
import io.ciderstream.trials.sink.IndexDifferences;
import io.ciderstream.trials.sink.MilvusKind;
import io.ciderstream.trials.sink.RecordFormat;
import io.ciderstream.trials.sink.SinkTestBed;
import io.ciderstream.trials.sink.Workload;
import io.milvus.shaded.io.grpc.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Checks that a fault loses nothing, dead-letters nothing, restarts no task and moves no partition.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ParameterizedClass
@EnumSource(names = {"DESCRIPTORS", "ANY"})
class SinkOutageIT {
  private static final int STEP = 300;
  private static final Duration DEADLINE = Duration.ofMillis(1500);
  private static final Map<String, String> SETTINGS =
      Map.of(
          "index.rpc.deadline.ms", Long.toString(DEADLINE.toMillis()),
          "unanswered.wait.ms", "300",
          "retry.backoff.ms", "50",
          "retry.backoff.max.ms", "200",
          "consumer.override.max.poll.records", "100");

  /** Covers every step of the tests. */
  private static final int UPDATES = 20 * STEP;

  /** Answers that a request is too large: it is sent again in halves at once, and not retried. */
  private static final int TOO_LARGE = 2;

  @Parameter private RecordFormat records;
  @TempDir private static Path folder;
  private SinkTestBed sink;
  private MilvusFaults calls;
  private List<String> members;
  private long written;

  @BeforeParameterizedClassInvocation
  void start() {
    sink =
        SinkTestBed.start(
            Workload.mixed(UPDATES, 200, 8, 2),
            records,
            folder.resolve(records.name()),
            MilvusKind.LITE,
            SETTINGS,
            port -> {
              calls = faults(port);
              return calls.address();
            });
    sink.addWorker();
    sink.tasks(1);
    write();
    sink.awaitCommitted(() -> {});
    members = sink.members();
    assertThat(members).hasSize(1);
  }

  private static MilvusFaults faults(int port) {
    try {
      return new MilvusFaults(port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterParameterizedClassInvocation
  void stop() {
    if (sink != null) {
      sink.close();
      calls.close();
    }
  }

  private double before;

  @BeforeEach
  void count() {
    before = sink.retries();
  }

  @AfterEach
  void nothingIsLostAndNothingRestarted() {
    sink.network().heal();
    sink.awaitCommitted(() -> {});
    assertThat(sink.compare()).matches(IndexDifferences::same);
    assertThat(sink.deadLetters()).isZero();
    assertThat(sink.members()).isEqualTo(members);
    assertThat(sink.taskStates()).containsExactly("RUNNING");
  }

  private void write() {
    sink.write(written, written + STEP);
    written += STEP;
  }

  private void awaitRetries(int count) {
    await().atMost(Duration.ofSeconds(60)).until(() -> sink.retries() >= before + count);
  }

  @Test
  void shouldWaitWhileMilvusRefusesConnections() {
    sink.network().set(new Fault.Refuse());
    write();
    awaitRetries(4);
    assertThat(sink.committed()).isLessThan(written);
  }

  @Test
  void shouldSendAgainWhatWasCutOff() {
    write();
    sink.network().cut();
    write();
    sink.network().cut();
  }

  @Test
  void shouldSendAgainWhatWasNotAnsweredInTime() {
    sink.network().set(new Fault.Delay(DEADLINE.multipliedBy(2)));
    write();
    awaitRetries(2);
  }

  @Test
  void shouldBearWritesThatArriveLate() {
    sink.network().set(new Fault.BlackHole());
    write();
    awaitRetries(2);
  }

  @Test
  void shouldWaitWhileMilvusHasNoTimeOrNoRoom() {
    List<Answer> answers =
        List.of(
            new Answer.Refused(8, 49, "rate limit exceeded"),
            new Answer.Refused(9, 48, "quota exceeded"),
            new Answer.Refused(9, 53, "force to deny writing"),
            new Answer.Refused(3, 53, "memory limit exceeded"),
            new Answer.Refused(7, 54, "disk limit exceeded"),
            new Answer.Refused(2, 56, "service unavailable"),
            // as a server replies whose user store is unavailable
            new Answer.Refused(1400, 1, "not authenticated"),
            new Answer.Failed(Status.Code.UNAUTHENTICATED),
            new Answer.Failed(Status.Code.UNAVAILABLE),
            new Answer.Failed(Status.Code.RESOURCE_EXHAUSTED),
            new Answer.ResponseLost());
    calls.plan("Upsert", answers);
    calls.plan("Delete", answers);
    write();
    write();
    await().atMost(Duration.ofSeconds(60)).until(calls::isDone);
    // the sink counts an answer when it has received it or timed out
    awaitRetries(2 * answers.size() - TOO_LARGE);
  }
}
