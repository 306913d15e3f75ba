package io.ciderstream.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ciderstream.index.Consistency;
import io.ciderstream.index.DescriptorSearch;
import io.ciderstream.index.Match;
import io.ciderstream.index.Row;
import io.ciderstream.index.SearchRequest;
import io.ciderstream.index.SourcePosition;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.ImageId;
import io.ciderstream.schemas.RecordPosition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class StoredPartitionsTest {
  private static final int BATCH = StoredPartitions.BATCH;

  private final FakeIndex index = new FakeIndex();
  private final List<String> warnings = new ArrayList<>();

  private StoredPartitions open(int count) {
    List<String> ids = IntStream.range(0, count).mapToObj(i -> "p" + i).toList();
    return new StoredPartitions(index, ids, warnings::add);
  }

  @Test
  void shouldFindWhereEachPictureIsStored() {
    int count = 2 * BATCH + 7;
    for (int i = 0; i < count; i += 2) {
      index.stored.put("p" + i, i % 8);
    }
    try (StoredPartitions stored = open(count)) {
      for (int i = 0; i < count; i++) {
        assertThat(stored.of(i)).isEqualTo(i % 2 == 0 ? Optional.of(i % 8) : Optional.empty());
      }
    }
    assertThat(index.asked).containsExactly(BATCH, BATCH, 7);
    assertThat(warnings).isEmpty();
  }

  @Test
  void shouldAskForOneBatchAheadAndNoMore() {
    try (StoredPartitions stored = open(5 * BATCH)) {
      stored.of(0);
      await().until(() -> index.asked.size() == 2);
      stored.of(BATCH - 1);
      stored.of(BATCH);
      await().until(() -> index.asked.size() == 3);
    }
    assertThat(index.asked).hasSize(3);
  }

  @Test
  void shouldLeaveOutWhatIsNoId() {
    index.stored.put("", 3);
    try (StoredPartitions stored = new StoredPartitions(index, List.of("", "p1"), warnings::add)) {
      assertThat(stored.of(0)).isEmpty();
    }
    assertThat(index.asked).containsExactly(1);
  }

  @Test
  void shouldGoOnWithoutTheIndexAndSaySoOnce() {
    index.failure = new CiderException(ErrorCode.INDEX_UNAVAILABLE, "no answer");
    try (StoredPartitions stored = open(3 * BATCH)) {
      for (int i = 0; i < 3 * BATCH; i++) {
        assertThat(stored.of(i)).isEmpty();
      }
    }
    assertThat(warnings).hasSize(1).first().asString().contains("no answer");
  }

  @Test
  void shouldFailAsTheIndexDoes() {
    index.failure = new CiderException(ErrorCode.MODEL_MISMATCH, "another model");
    try (StoredPartitions stored = open(1)) {
      assertThatThrownBy(() -> stored.of(0)).isSameAs(index.failure);
    }
  }

  /** Knows where ids are stored, or fails. */
  private static final class FakeIndex implements DescriptorSearch {
    final Map<String, Integer> stored = new HashMap<>();
    final List<Integer> asked = new CopyOnWriteArrayList<>();
    volatile CiderException failure;

    @Override
    public Map<ImageId, SourcePosition> sources(Collection<ImageId> ids) {
      asked.add(ids.size());
      if (failure != null) {
        throw failure;
      }
      Map<ImageId, SourcePosition> found = new HashMap<>();
      for (ImageId id : ids) {
        Integer partition = stored.get(id.value());
        if (partition != null) {
          found.put(id, new SourcePosition(new RecordPosition(partition, 1), 0));
        }
      }
      return found;
    }

    @Override
    public List<Match> search(SearchRequest request) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Consistency now() {
      return Consistency.STRONG;
    }

    @Override
    public Optional<Row> get(ImageId id, Consistency consistency) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean passes(ImageId id, Optional<String> filter, Consistency consistency) {
      throw new UnsupportedOperationException();
    }

    @Override
    public OptionalLong reached(RecordPosition position) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long count() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }
}
