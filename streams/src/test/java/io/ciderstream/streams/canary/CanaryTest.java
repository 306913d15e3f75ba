package io.ciderstream.streams.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.index.Change;
import io.ciderstream.index.InMemoryIndex;
import io.ciderstream.index.ModelId;
import io.ciderstream.index.PictureInfo;
import io.ciderstream.index.Row;
import io.ciderstream.index.SourcePosition;
import io.ciderstream.schemas.CanaryReport;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.ReservedIds;
import io.ciderstream.streams.runtime.RoleObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CanaryTest {
  private final InMemoryIndex index = new InMemoryIndex();
  private final AtomicBoolean leads = new AtomicBoolean(true);
  private final AtomicBoolean embedded = new AtomicBoolean(true);
  private final List<Map<String, Long>> measured = new ArrayList<>();
  private final List<CanaryReport> reports = new ArrayList<>();
  private final AtomicInteger lost = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();
  private final Canary canary =
      new Canary(
          FakeLog::new,
          index,
          (position, left) -> {},
          leads::get,
          () -> Optional.of(new CanaryReport.Recall(0.5, 0.25, 0.75, 8)),
          new RoleObserver() {
            @Override
            public void canary(Map<String, Long> stages) {
              measured.add(stages);
            }

            @Override
            public void canaryLost() {
              lost.incrementAndGet();
            }
          });
  private long offset;

  @AfterEach
  void stop() {
    canary.close();
  }

  /** Indexes what is produced at once. */
  private final class FakeLog implements CanaryLog {
    @Override
    public void prepare(ImageId id) {
      assertThat(ReservedIds.isCanary(id)).isTrue();
    }

    @Override
    public RecordPosition produce(ImageId id, byte[] picture, byte[] report) {
      reports.add(CanaryReport.parse(report));
      RecordPosition position = new RecordPosition(0, ++offset);
      index.apply(
          List.of(
              new Change.Upsert(
                  new Row(
                      id,
                      new float[] {1, picture.length},
                      new ModelId("test", "0123456789ab"),
                      Map.of(),
                      new PictureInfo(OptionalLong.empty(), List.of(), 4, 3),
                      new SourcePosition(position, 11)))));
      return position;
    }

    @Override
    public Map<String, Long> awaitWritten(ImageId id, RecordPosition picture, Duration timeout) {
      if (!embedded.get()) {
        throw new CiderException(ErrorCode.INDEX_BEHIND, "No embedder runs.");
      }
      return Map.of("decode", 3L, "infer", 7L);
    }

    @Override
    public void awaitCommitted(ImageId id, RecordPosition picture, Duration timeout) {}

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  @Test
  void shouldTimeEachStage() {
    canary.tick();
    assertThat(measured).hasSize(1);
    Map<String, Long> stages = measured.getFirst();
    assertThat(stages)
        .containsOnlyKeys(
            "broker", "queue", "decode", "infer", "commit", "sink", "visible", "total")
        .containsEntry("decode", 3L)
        .containsEntry("infer", 7L);
    assertThat(canary.age().orElseThrow()).isBetween(0.0, 60.0);
  }

  @Test
  void shouldReportWhatItMeasuredWithTheNextOne() {
    canary.tick();
    canary.tick();
    assertThat(reports.getFirst().stages()).isEmpty();
    assertThat(reports.getLast().stages()).isEqualTo(measured.getFirst());
    assertThat(reports.getLast().recall()).contains(new CanaryReport.Recall(0.5, 0.25, 0.75, 8));
  }

  @Test
  void shouldSendNoneWhereAnotherInstanceDoes() {
    leads.set(false);
    canary.tick();
    assertThat(reports).isEmpty();
    assertThat(canary.age()).isEmpty();
  }

  @Test
  void shouldCountWhatIsNotFoundAndGoOn() {
    embedded.set(false);
    canary.tick();
    assertThat(lost).hasValue(1);
    assertThat(closed).as("its clients begin anew").hasValue(1);
    embedded.set(true);
    canary.tick();
    assertThat(measured).hasSize(1);
    assertThat(reports.getLast().lost()).isEqualTo(1);
  }

  @Test
  void shouldDrawAnotherPictureEachTime() {
    assertThat(CanaryPicture.of(1)).isNotEqualTo(CanaryPicture.of(2)).hasSizeLessThan(32 << 10);
  }
}
