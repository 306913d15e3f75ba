package io.ciderstream.embedding.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MicroBatcherTest {
  private record Item(String name, Object group, Priority priority) implements Batchable {}

  private long now;
  private final MicroBatcher<Item> batcher =
      new MicroBatcher<>(3, Duration.ofNanos(100), () -> now);

  @Test
  void shouldCloseBySize() {
    put("a", "flat");
    put("b", "flat");
    assertThat(batcher.poll()).isEmpty();
    put("c", "flat");
    assertThat(names()).containsExactly("a", "b", "c");
    assertThat(batcher.poll()).isEmpty();
  }

  @Test
  void shouldCloseByAge() {
    put("a", "flat");
    now = 99;
    assertThat(batcher.poll()).isEmpty();
    now = 100;
    assertThat(names()).containsExactly("a");
  }

  @Test
  void shouldKeepGroupsApartAndNotStarveARareOne() {
    put("rare", "tall");
    now = 100;
    for (String name : List.of("a", "b", "c")) {
      put(name, "flat");
    }
    assertThat(names()).containsExactly("rare");
    assertThat(names()).containsExactly("a", "b", "c");
  }

  @Test
  void shouldServeQueriesFirstAndAtOnce() {
    for (String name : List.of("a", "b", "c")) {
      put(name, "flat");
    }
    batcher.put(new Item("query", "flat", Priority.QUERY));
    assertThat(names()).containsExactly("query");
    assertThat(names()).containsExactly("a", "b", "c");
  }

  @Test
  void shouldGiveBackWhatWaitsWhenClosed() throws InterruptedException {
    put("a", "flat");
    assertThat(batcher.close()).extracting(Item::name).containsExactly("a");
    assertThat(batcher.put(new Item("late", "flat", Priority.INGEST))).isFalse();
    assertThat(batcher.take()).isEmpty();
  }

  private void put(String name, String group) {
    batcher.put(new Item(name, group, Priority.INGEST));
  }

  private List<String> names() {
    return batcher.poll().orElseThrow().stream().map(Item::name).toList();
  }
}
