package io.ciderstream.streams.searcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ciderstream.index.CollectionName;
import io.ciderstream.index.DescriptorSearch;
import io.ciderstream.index.InMemoryIndex;
import io.ciderstream.index.Samples;
import io.ciderstream.streams.TestEmbedder;
import io.ciderstream.streams.recall.RecallOptions;
import io.ciderstream.streams.runtime.RoleObserver;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SelfMeasurementTest {
  private static final int ROWS = 5;
  private static final CollectionName FIRST = new CollectionName("images", "0123456789ab");
  private static final CollectionName OTHER = new CollectionName("images", "ffffffffffff");

  private final TestEmbedder model = new TestEmbedder(2, 0);
  private final AtomicInteger audited = new AtomicInteger();
  private final SelfMeasurement checks =
      new SelfMeasurement(
          new SearcherOptions.SelfChecks(Duration.ZERO, new RecallOptions(1, ROWS)),
          new RoleObserver() {
            @Override
            public void recallAudited(int found, int missed) {
              audited.incrementAndGet();
            }
          });

  @AfterEach
  void close() {
    checks.close();
  }

  @Test
  void shouldKeepTheRecallWhenTheServedCollectionBecomesKnown() {
    InMemoryIndex index = index();
    search(checks.ofQueries(new SearchTarget(Optional.empty(), model, index)));
    assertThat(neighbours()).isEqualTo(ROWS);

    DescriptorSearch known = checks.ofQueries(new SearchTarget(Optional.of(FIRST), model, index));
    assertThat(neighbours()).isEqualTo(ROWS);
    search(known);
    assertThat(neighbours()).isEqualTo(2 * ROWS);

    search(checks.ofQueries(new SearchTarget(Optional.of(OTHER), model, index())));
    assertThat(neighbours()).isEqualTo(ROWS);
  }

  @Test
  void shouldMeasureEachCollectionByItselfAndShowTheOneThatIsSearched() {
    DescriptorSearch first = checks.ofQueries(new SearchTarget(Optional.of(FIRST), model, index()));
    search(first);
    search(first);
    DescriptorSearch other = checks.ofQueries(new SearchTarget(Optional.of(OTHER), model, index()));
    search(other);
    assertThat(neighbours()).isEqualTo(ROWS);

    search(first); // the alias was moved back
    assertThat(neighbours()).isEqualTo(3 * ROWS);
  }

  private long neighbours() {
    return checks.recall().orElseThrow().neighbours();
  }

  private void search(DescriptorSearch users) {
    int before = audited.get();
    users.search(Samples.request(ROWS, null, 1, 0));
    await().pollInterval(Duration.ofMillis(1)).until(() -> audited.get() == before + 1);
  }

  private static InMemoryIndex index() {
    InMemoryIndex index = new InMemoryIndex();
    for (int row = 0; row < ROWS; row++) {
      index.apply(List.of(Samples.upsert("id" + row, row, 1, row)));
    }
    return index;
  }
}
