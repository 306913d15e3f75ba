package io.ciderstream.streams.searcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.index.CollectionName;
import io.ciderstream.index.InMemoryIndex;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.streams.TestEmbedder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class AliasTargetsTest {
  private static final Duration LIMIT = Duration.ofSeconds(1);

  private final TestEmbedder model = new TestEmbedder(2, 0);
  private final String hash = model.model().hash();
  private final InMemoryIndex index = new InMemoryIndex();
  private final List<CollectionName> opened = new ArrayList<>();
  private final AtomicBoolean rechecked = new AtomicBoolean();
  private Optional<CollectionName> alias = Optional.empty();
  private final AliasTargets targets =
      new AliasTargets(
          new AliasTargets.Alias() {
            @Override
            public Optional<CollectionName> target(Duration limit) {
              return alias;
            }

            @Override
            public void recheck() {
              rechecked.set(true);
            }
          },
          List.of(model),
          index,
          name -> {
            opened.add(name);
            return new InMemoryIndex();
          });

  @Test
  void shouldOpenEachCollectionOnceAndReadItByItsOwnName() throws InterruptedException {
    assertThat(targets.current(LIMIT).index()).as("nothing was indexed").isSameAs(index);
    CollectionName first = new CollectionName("images", hash);
    alias = Optional.of(first);
    SearchTarget before = targets.current(LIMIT);
    assertThat(targets.current(LIMIT)).isSameAs(before);
    CollectionName rebuilt = new CollectionName("images_2", hash);
    alias = Optional.of(rebuilt);
    assertThat(targets.current(LIMIT).collection()).hasValue(rebuilt);
    assertThat(opened).containsExactly(first, rebuilt);
    targets.failed();
    assertThat(rechecked).isTrue();
  }

  @Test
  void shouldRefuseACollectionWhoseModelIsNotLoaded() {
    alias = Optional.of(new CollectionName("images", "ffffffffffff"));
    assertThatThrownBy(() -> targets.current(LIMIT))
        .isInstanceOfSatisfying(
            CiderException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_MISMATCH))
        .hasMessageContaining("images__ffffffffffff")
        .hasMessageContaining(hash);
  }
}
