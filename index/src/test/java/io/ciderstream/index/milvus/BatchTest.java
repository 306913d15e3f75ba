package io.ciderstream.index.milvus;

import static io.ciderstream.index.Samples.row;
import static io.ciderstream.index.Samples.upsert;
import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.index.Change;
import io.ciderstream.index.ModelId;
import io.ciderstream.index.Samples;
import io.ciderstream.index.settings.IndexOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchTest {
  private final IndexOptions options =
      Samples.options("http://127.0.0.1:1", "photos", Duration.ofSeconds(1));
  private final Catalog catalog = new Catalog(new MilvusCalls(options.connection()), options);

  @Test
  void shouldKeepTheLastChangeOfEachIdInOrder() {
    Change last = upsert("a", 3, 1);
    Change delete = new Change.Delete("b");
    assertThat(
            Batch.lastOfEach(
                List.of(
                    upsert("a", 0, 1), upsert("b", 1, 1), delete, new Change.Delete("a"), last)))
        .containsExactly(delete, last);
  }

  @Test
  void shouldCutByRows() {
    List<Change> changes = IntStream.range(0, 130).mapToObj(i -> upsert("k" + i, i, 1)).toList();
    assertThat(Batch.cut(changes, options)).extracting(List::size).containsExactly(64, 64, 2);
  }

  @Test
  void shouldCutByBytes() {
    float[] big = new float[4 << 20];
    List<Change> changes =
        IntStream.range(0, 3).<Change>mapToObj(i -> upsert("k" + i, i, big)).toList();
    assertThat(Batch.cut(changes, options)).hasSize(3);
  }

  @Test
  void shouldSortRowsByModel() {
    List<Change> changes =
        List.of(
            upsert("a", 0, 1),
            new Change.Upsert(row("b", 1, Map.of(), new ModelId("other", "ff"), 1)));
    assertThat(Batch.of(changes, catalog).upserts())
        .containsOnlyKeys("photos__0123456789ab", "photos__ff");
  }

  @Test
  void shouldRefuseAModelHashThatIsNoPartOfAName() {
    Change change = new Change.Upsert(row("b", 1, Map.of(), new ModelId("other", ""), 1));
    Change good = upsert("a", 0, 1);
    Batch batch = Batch.of(List.of(change, good), catalog);
    assertThat(batch.refused()).containsOnlyKeys(change);
    assertThat(batch.refused().get(change)).hasMessageContaining("METADATA_INVALID");
    assertThat(batch.upserts()).hasSize(1);
  }
}
