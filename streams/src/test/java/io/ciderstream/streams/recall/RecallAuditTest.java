package io.ciderstream.streams.recall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.ciderstream.index.Change;
import io.ciderstream.index.Consistency;
import io.ciderstream.index.DescriptorSample;
import io.ciderstream.index.InMemoryIndex;
import io.ciderstream.index.Match;
import io.ciderstream.index.ModelId;
import io.ciderstream.index.PictureInfo;
import io.ciderstream.index.Row;
import io.ciderstream.index.SearchRequest;
import io.ciderstream.index.SourcePosition;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.streams.runtime.RoleObserver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecallAuditTest {
  private static final int ROWS = 1_000;
  private static final Duration TICK = Duration.ofMillis(1);

  private final InMemoryIndex index = new InMemoryIndex();
  private final Random random = new Random(7);
  private final AtomicInteger audited = new AtomicInteger();
  private final AtomicInteger dropped = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final RoleObserver observer =
      new RoleObserver() {
        @Override
        public void recallAudited(int found, int missed) {
          audited.incrementAndGet();
        }

        @Override
        public void recallDropped() {
          dropped.incrementAndGet();
        }

        @Override
        public void recallFailed() {
          failed.incrementAndGet();
        }
      };

  private void fill() {
    for (int i = 0; i < ROWS; i++) {
      put("id" + i, i);
    }
  }

  private void put(String id, long offset) {
    Row row =
        new Row(
            new ImageId(id),
            vector(),
            new ModelId("test", "0123456789ab"),
            Map.of(),
            new PictureInfo(OptionalLong.empty(), List.of(), 4, 3),
            new SourcePosition(new RecordPosition(0, offset), 11));
    index.apply(List.of(new Change.Upsert(row)));
  }

  private float[] vector() {
    float[] vector = new float[4];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }

  private SearchRequest request(int topK) {
    return new SearchRequest(
        vector(), topK, Optional.empty(), Consistency.BOUNDED, Duration.ofSeconds(1));
  }

  private RecallAudit audit(int rows, DescriptorSample sampler) {
    return new RecallAudit(new RecallOptions(1, rows), index, sampler, observer);
  }

  /** Offers the matches that are left when every tenth is missing. */
  private void search(RecallAudit audit, int times) {
    for (int i = 0; i < times; i++) {
      int before = audited.get();
      SearchRequest request = request(20);
      List<Match> all =
          index.search(
              new SearchRequest(
                  request.vector(),
                  22,
                  Optional.empty(),
                  Consistency.BOUNDED,
                  Duration.ofSeconds(1)));
      List<Match> without =
          IntStream.range(0, 22).filter(place -> place % 11 != 3).mapToObj(all::get).toList();
      audit.offer(request, without);
      await().pollDelay(Duration.ZERO).pollInterval(TICK).until(() -> audited.get() == before + 1);
    }
  }

  @Test
  void shouldFindTheRecallOfASmallIndexExactly() {
    fill();
    try (RecallAudit audit = audit(ROWS, index)) {
      assertThat(audit.estimate()).isEmpty();
      search(audit, 20);
      RecallEstimate estimate = audit.estimate().orElseThrow();
      assertThat(estimate.neighbours()).isEqualTo(20 * 22);
      assertThat(estimate.estimate()).isEqualTo(20.0 / 22);
    }
  }

  @Test
  void shouldEstimateTheRecallFromASample() {
    fill();
    try (RecallAudit audit = audit(ROWS / 4, index)) {
      search(audit, 100);
      RecallEstimate estimate = audit.estimate().orElseThrow();
      assertThat(estimate.neighbours()).isBetween(300L, 800L);
      assertThat(estimate.low()).isLessThan(20.0 / 22);
      assertThat(estimate.high()).isGreaterThan(20.0 / 22);
    }
  }

  @Test
  void shouldNotCountRowsThatAreGoneOrReplaced() {
    fill();
    SearchRequest request = request(ROWS);
    try (RecallAudit audit = audit(ROWS, index)) {
      audit.offer(request, index.search(request));
      await().until(() -> audited.get() == 1);
      index.apply(List.of(new Change.Delete(new ImageId("id1"))));
      put("id2", ROWS + 1);
      List<Match> withoutBoth =
          index.search(request).stream()
              .filter(match -> !match.row().id().value().equals("id2"))
              .toList();
      audit.offer(request, withoutBoth);
      await().until(() -> audited.get() == 2);
      assertThat(audit.estimate().orElseThrow().estimate()).isEqualTo(1);
    }
  }

  @Test
  void shouldDropSearchesWhileItIsBusyAndSurviveFailures() {
    fill();
    CountDownLatch busy = new CountDownLatch(1);
    DescriptorSample slow =
        (rows, any) -> {
          try {
            busy.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          throw new IllegalStateException("made by a test");
        };
    try (RecallAudit audit = audit(ROWS, slow)) {
      SearchRequest request = request(1);
      for (int i = 0; i < 100; i++) {
        audit.offer(request, List.of());
      }
      assertThat(dropped.get()).isBetween(80, 99);
      busy.countDown();
      await().until(() -> failed.get() + dropped.get() == 100);
      assertThat(audit.estimate()).isEmpty();
    }
  }

  @Test
  void shouldAuditNoFilteredSearchAndNothingWithoutAShare() {
    SearchRequest plain = request(1);
    SearchRequest filtered =
        new SearchRequest(
            plain.vector(), 1, Optional.of("x"), Consistency.BOUNDED, Duration.ofSeconds(1));
    try (RecallAudit audit = audit(1, index);
        RecallAudit none = new RecallAudit(RecallOptions.NONE, index, index, observer)) {
      for (int i = 0; i < 100; i++) {
        audit.offer(filtered, List.of());
        none.offer(plain, List.of());
      }
      assertThat(dropped).hasValue(0);
      assertThat(audited).hasValue(0);
    }
  }

  @Test
  void shouldGiveTheIntervalOfWilson() {
    // Newcombe, Statistics in Medicine 17 (1998), table I: 81 of 263
    RecallEstimate estimate = RecallEstimate.of(81, 263);
    assertThat(estimate.low()).isCloseTo(0.2553, within(5e-5));
    assertThat(estimate.high()).isCloseTo(0.3662, within(5e-5));
    assertThat(RecallEstimate.of(10, 10).high()).isCloseTo(1, within(1e-9));
    assertThat(RecallEstimate.of(10, 10).low()).isCloseTo(0.7225, within(5e-5));
  }
}
