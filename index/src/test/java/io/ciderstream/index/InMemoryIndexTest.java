package io.ciderstream.index;

import static io.ciderstream.index.Samples.request;
import static io.ciderstream.index.Samples.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.RecordPosition;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InMemoryIndexTest {
  private final InMemoryIndex index = new InMemoryIndex();

  @Test
  void shouldFindTheNearestFirst() {
    index.apply(List.of(upsert("far", 0, 0, 1), upsert("near", 1, 1, 0.1f)));
    assertThat(index.search(request(2, null, 1, 0)))
        .extracting(match -> match.row().id().value())
        .containsExactly("near", "far");
  }

  @Test
  void shouldLetTheLastChangeOfAnIdWin() {
    index.apply(
        List.of(upsert("a", 0, 0, 1), upsert("b", 1, 1, 0), new Change.Delete(new ImageId("a"))));
    assertThat(index.get(new ImageId("a"), Consistency.BOUNDED)).isEmpty();
    assertThat(index.count()).isEqualTo(1);
    assertThat(index.holds(new RecordPosition(0, 1))).isTrue();
    assertThat(index.holds(new RecordPosition(0, 2))).isFalse();
  }

  @Test
  void shouldMissInBoundedReadsWhatCameWhileItLags() {
    index.apply(List.of(upsert("a", 0, 1, 0)));
    index.setLagging(true);
    index.apply(List.of(upsert("b", 1, 1, 0)));
    assertThat(index.get(new ImageId("b"), Consistency.BOUNDED)).isEmpty();
    assertThat(index.search(request(5, null, 1, 0))).hasSize(1);
    assertThat(index.get(new ImageId("b"), Consistency.STRONG)).isPresent();
    index.setLagging(false);
    assertThat(index.search(request(5, null, 1, 0))).hasSize(2);
  }

  @Test
  void shouldFilterByMetadata() {
    index.apply(
        List.of(
            new Change.Upsert(Samples.row("a", 0, Map.of("city", "Bern"), Samples.MODEL, 1, 0)),
            upsert("b", 1, 1, 0)));
    assertThat(index.search(request(2, "metadata[\"city\"] == \"Bern\"", 1, 0)))
        .extracting(match -> match.row().id().value())
        .containsExactly("a");
    assertThatThrownBy(() -> index.search(request(2, "city =", 1, 0)))
        .hasMessageContaining("FILTER_INVALID");
  }

  @Test
  void shouldWriteNothingDuringAnOutageAndAllButTheBadRowsOfABatch() {
    index.setAvailable(false);
    assertThatThrownBy(() -> index.apply(List.of(upsert("a", 0, 1, 0))))
        .hasMessageContaining("INDEX_UNAVAILABLE");
    index.setAvailable(true);
    assertThatThrownBy(
            () -> index.apply(List.of(upsert("a", 0, 1, 0), upsert("b", 1, 1, Float.NaN))))
        .hasMessageContaining("VECTOR_INVALID")
        .hasMessageContaining("b");
    assertThat(index.count()).isEqualTo(1);
  }
}
