package io.ciderstream.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.schemas.KeyPartition;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImagePartitionsTest {
  private static final int PARTITIONS = 4;
  private static final byte[] KEY = "a".getBytes(StandardCharsets.UTF_8);
  private static final int HASH = KeyPartition.of(KEY, PARTITIONS);
  private static final int OTHER = (HASH + 1) % PARTITIONS;

  private final ImagePartitions partitions = new ImagePartitions(() -> PARTITIONS);

  @Test
  void shouldFollowThePictureThatTheIndexKnows() {
    assertThat(partitions.toReplace(List.of(OTHER))).contains(OTHER);
    assertThat(partitions.toDelete(KEY, List.of(OTHER))).containsExactly(OTHER, HASH);
    assertThat(partitions.toDelete(KEY, List.of(HASH))).containsExactly(HASH);
  }

  @Test
  void shouldLeaveTheChoiceToTheKeysHashWhereNoPictureIsKnown() {
    for (List<Integer> none : List.of(List.<Integer>of(), List.of(PARTITIONS), List.of(-1))) {
      assertThat(partitions.toReplace(none)).isEmpty();
      assertThat(partitions.toDelete(KEY, none)).isEmpty();
    }
  }
}
