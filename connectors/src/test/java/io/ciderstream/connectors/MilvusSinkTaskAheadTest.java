package io.ciderstream.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.connectors.pipeline.SinkPipeline;
import io.ciderstream.connectors.settings.WriteSettings;
import io.ciderstream.index.settings.IndexSettings;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the task does while a write is running on its own thread. */
@Timeout(30)
class MilvusSinkTaskAheadTest {
  private static final Map<TopicPartition, OffsetAndMetadata> OFFSETS =
      Map.of(new TopicPartition("rows", 0), new OffsetAndMetadata(9));

  private final GatedPipeline pipeline = new GatedPipeline();
  private final FakeSinkTaskContext context = new FakeSinkTaskContext(true);
  private final MilvusSinkTask task =
      new MilvusSinkTask(
          (options, meter, permit) -> pipeline,
          System::nanoTime,
          Executors::newSingleThreadExecutor);

  MilvusSinkTaskAheadTest() {
    task.initialize(context);
    task.start(
        Map.of(
            IndexSettings.URI.name(),
            "http://127.0.0.1:1",
            WriteSettings.LEASE.name(),
            "0",
            WriteSettings.TAKEOVER_WAIT.name(),
            "0",
            WriteSettings.BACKOFF.name(),
            "100"));
  }

  @AfterEach
  void stop() {
    pipeline.gate.release(100);
    task.stop();
  }

  @Test
  void shouldReturnWhileTheWriteRunsAndCommitWhenItHasEnded() {
    task.put(List.of(row("a", 0, 0)));
    task.put(List.of());
    assertThat(context.timeouts).containsExactly(10L, 10L);
    assertThat(pipeline.written).isEmpty();
    pipeline.gate.release();
    assertThat(task.preCommit(OFFSETS)).isEqualTo(OFFSETS);
    assertThat(pipeline.written).containsExactly("a");
  }

  @Test
  void shouldWriteDeliveriesInOrder() {
    pipeline.gate.release(3);
    task.put(List.of(row("a", 0, 0), row("b", 0, 1)));
    task.put(List.of(row("c", 0, 2)));
    task.put(List.of(row("d", 0, 3)));
    assertThat(task.preCommit(OFFSETS)).isEqualTo(OFFSETS);
    assertThat(pipeline.written).containsExactly("a", "b", "c", "d");
  }

  @Test
  void shouldHoldTheRecordsOfAnEarlierDeliveryThroughAnOutage() {
    task.put(List.of(row("a", 0, 0)));
    pipeline.outage = true;
    pipeline.gate.release(100);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> task.put(List.of(row("b", 0, 1))))
          .isInstanceOf(RetriableException.class);
      assertThat(task.preCommit(OFFSETS)).isEmpty();
    }
    assertThat(context.timeouts).containsExactly(10L, 100L, 200L, 400L);
    pipeline.outage = false;
    task.put(List.of(row("b", 0, 1)));
    assertThat(task.preCommit(OFFSETS)).isEqualTo(OFFSETS);
    assertThat(pipeline.written).containsExactly("a", "b");
  }

  @Test
  void shouldCommitABadRecordOnlyWhenItIsReported() {
    task.put(List.of(row("bad", 0, 0), row("b", 0, 1)));
    pipeline.gate.release(100);
    assertThat(task.preCommit(OFFSETS)).isEmpty();
    assertThat(context.reports).isEmpty();
    task.put(List.of());
    assertThat(context.reports).hasSize(1);
    assertThat(task.preCommit(OFFSETS)).isEqualTo(OFFSETS);
  }

  @Test
  void shouldForgetHeldRecordsOfThePartitionsThatItLoses() {
    task.put(List.of(row("a", 0, 0), row("b", 1, 0)));
    pipeline.outage = true;
    pipeline.gate.release(100);
    task.close(List.of(new TopicPartition("rows", 0)));
    assertThat(task.preCommit(OFFSETS)).isEmpty();
    pipeline.outage = false;
    task.put(List.of(row("c", 1, 1)));
    assertThat(task.preCommit(OFFSETS)).isEqualTo(OFFSETS);
    assertThat(pipeline.written).containsExactly("b", "c");
  }

  @Test
  void shouldReportBadRecordsOfThePartitionsThatItKeeps() {
    task.put(List.of(row("bad", 0, 0), row("bad", 1, 0), row("b", 1, 1)));
    pipeline.gate.release(100);
    task.close(List.of(new TopicPartition("rows", 0)));
    assertThat(task.preCommit(OFFSETS)).isEmpty();
    task.put(List.of());
    assertThat(context.reports)
        .extracting(report -> report.reported().kafkaPartition())
        .containsExactly(1);
    assertThat(task.preCommit(OFFSETS)).isEqualTo(OFFSETS);
  }

  private static SinkRecord row(String key, int partition, long offset) {
    return new SinkRecord("rows", partition, null, key, null, Map.of(), offset);
  }

  /** Lets one write through for each permit of its gate. */
  private static final class GatedPipeline implements SinkPipeline {
    private final Semaphore gate = new Semaphore(0);
    private final List<Object> written = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean outage;

    @Override
    public void open(Collection<String> topics) {}

    @Override
    public void process(Collection<SinkRecord> records, Map<SinkRecord, CiderException> bad) {
      gate.acquireUninterruptibly();
      if (outage) {
        throw new CiderException(ErrorCode.INDEX_UNAVAILABLE, "An outage.");
      }
      for (SinkRecord each : records) {
        if ("bad".equals(each.key())) {
          bad.put(each, new CiderException(ErrorCode.VECTOR_INVALID, "A bad record."));
        } else {
          written.add(each.key());
        }
      }
    }

    @Override
    public long unanswered() {
      return 0;
    }

    @Override
    public void probe() {}

    @Override
    public void released() {}

    @Override
    public void close() {}
  }
}
