package io.ciderstream.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.ReservedIds;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class UserRowsTest {
  private static final ImageId CANARY = ReservedIds.CANARIES.getFirst();

  private final InMemoryIndex index = new InMemoryIndex();
  private final UserRows users = new UserRows(index);

  private void put(ImageId id, float... vector) {
    Row row =
        new Row(
            id,
            vector,
            new ModelId("test", "0123456789ab"),
            Map.of(),
            new PictureInfo(OptionalLong.empty(), List.of(), 4, 3),
            new SourcePosition(new RecordPosition(0, 1), 11));
    index.apply(List.of(new Change.Upsert(row)));
  }

  private List<String> search(int topK) {
    SearchRequest request =
        new SearchRequest(
            new float[] {1, 0}, topK, Optional.empty(), Consistency.STRONG, Duration.ofSeconds(1));
    return users.search(request).stream().map(match -> match.row().id().value()).toList();
  }

  @Test
  void shouldReturnAsManyRowsOfUsersAsAsked() {
    ReservedIds.CANARIES.forEach(id -> put(id, 1, 0));
    put(new ImageId("a"), 1, 0.1f);
    put(new ImageId("b"), 1, 0.2f);
    put(new ImageId("c"), 1, 0.3f);

    assertThat(search(2)).containsExactly("a", "b");
    assertThat(search(1000)).containsExactly("a", "b", "c");
    assertThat(users.count()).isEqualTo(3);
  }

  @Test
  void shouldKnowNoReservedRow() {
    put(CANARY, 1, 0);
    put(new ImageId("a"), 1, 0);

    assertThat(users.get(CANARY, Consistency.STRONG)).isEmpty();
    assertThat(users.passes(CANARY, Optional.empty(), Consistency.STRONG)).isFalse();
    assertThat(users.sources(List.of(CANARY, new ImageId("a")))).containsOnlyKeys(new ImageId("a"));
    assertThat(users.reached(new RecordPosition(0, 1))).hasValue(1);
  }
}
