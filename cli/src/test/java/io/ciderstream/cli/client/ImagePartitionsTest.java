package io.ciderstream.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.schemas.KeyPartition;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImagePartitionsTest {
  private static final int PARTITIONS = 4;
  private static final byte[] KEY = "a".getBytes(StandardCharsets.UTF_8);
  private static final int HASH = KeyPartition.of(KEY, PARTITIONS);
  private static final int OTHER = (HASH + 1) % PARTITIONS;

  private final ImagePartitions partitions = new ImagePartitions(PARTITIONS);

  @Test
  void shouldFollowThePictureThatTheIndexKnows() {
    assertThat(partitions.toReplace(KEY, Optional.of(OTHER))).isEqualTo(OTHER);
    assertThat(partitions.toDelete(KEY, Optional.of(OTHER))).containsExactly(OTHER, HASH);
    assertThat(partitions.toDelete(KEY, Optional.of(HASH))).containsExactly(HASH);
  }

  @Test
  void shouldTakeTheKeysHashWhereNoPictureIsKnown() {
    for (Optional<Integer> none :
        java.util.List.of(Optional.<Integer>empty(), Optional.of(PARTITIONS), Optional.of(-1))) {
      assertThat(partitions.toReplace(KEY, none)).isEqualTo(HASH);
      assertThat(partitions.toDelete(KEY, none)).containsExactly(HASH);
    }
  }
}
