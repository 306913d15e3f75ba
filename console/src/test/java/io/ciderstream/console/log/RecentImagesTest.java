package io.ciderstream.console.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.schemas.KeyPartition;
import io.ciderstream.schemas.RecordPosition;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecentImagesTest {
  private static final int MAX_IDS = 100;
  private static final int PARTITIONS = 4;

  private final RecentImages images = new RecentImages(MAX_IDS);

  private static int hash(String id) {
    return KeyPartition.of(id.getBytes(StandardCharsets.UTF_8), PARTITIONS);
  }

  private void put(String id, int partition, long offset) {
    RecordPosition at = new RecordPosition(partition, offset);
    images.put(id, new ImageLocation(true, Optional.of(at), at));
  }

  private void delete(String id, int partition, long offset) {
    RecordPosition at = new RecordPosition(partition, offset);
    images.put(id, new ImageLocation(false, Optional.of(at), at));
  }

  @Test
  void shouldStaySmallWithAMillionIds() {
    images.begin(PARTITIONS, true);
    for (int i = 0; i < 1_000_000; i++) {
      put("id-" + i, hash("id-" + i), i);
    }
    assertThat(images.size()).isEqualTo(MAX_IDS);
    assertThat(images.live()).isEqualTo(MAX_IDS);
    assertThat(images.misplaced()).isZero();
    assertThat(images.isComplete()).isFalse();
    assertThat(images.latest("id-999999")).isPresent();
    assertThat(images.latest("id-0")).isEmpty();
  }

  @Test
  void shouldKeepWhatIsWatchedHoweverMuchComes() {
    images.begin(PARTITIONS, true);
    try (ImageWatch watch = images.watch("x")) {
      put("x", hash("x"), 0);
      for (int i = 0; i < 10 * MAX_IDS; i++) {
        put("id-" + i, hash("id-" + i), i);
      }
      assertThat(watch.in(hash("x"))).isPresent();
    }
    put("one-more", 0, 0);
    assertThat(images.latest("x")).isEmpty();
  }

  @Test
  void shouldKnowAllIdsOfASmallTopic() {
    images.begin(PARTITIONS, true);
    put("a", hash("a"), 1);
    put("b", hash("b"), 2);
    delete("a", hash("a"), 3);
    delete("a", hash("a"), 4);
    delete("never", hash("never"), 5);
    assertThat(images.live()).isEqualTo(1);
    assertThat(images.latest("a").orElseThrow().pictureSource()).isEmpty();
    put("a", hash("a"), 6);
    assertThat(images.live()).isEqualTo(2);
    assertThat(images.isComplete()).isTrue();
    images.begin(PARTITIONS, false);
    assertThat(images.isComplete()).isFalse();
  }

  @Test
  void shouldNotBeCompleteOnceIdsWereMissed() {
    images.begin(PARTITIONS, false);
    images.begin(PARTITIONS + 1, true);
    assertThat(images.isComplete())
        .as("only the new partition is read from its beginning")
        .isFalse();
  }

  @Test
  void shouldCountMisplacedIdsAndNameThePartitionsOfAChange() {
    images.begin(PARTITIONS, true);
    int right = hash("x");
    int wrong = (right + 1) % PARTITIONS;
    put("x", wrong, 1);
    assertThat(images.misplaced()).isEqualTo(1);
    assertThat(images.toReplace("x")).containsExactly(wrong);
    assertThat(images.toDelete("x")).containsExactly(wrong);
    put("x", right, 2);
    assertThat(images.toDelete("x")).containsExactlyInAnyOrder(right, wrong);
    delete("x", wrong, 3);
    assertThat(images.misplaced()).isZero();
    delete("x", right, 4);
    assertThat(images.toReplace("x")).containsExactly(right);
    delete("x", wrong, 5);
    assertThat(images.toDelete("x")).containsExactlyInAnyOrder(right, wrong);
    assertThat(images.toDelete("unknown")).isEmpty();
  }
}
