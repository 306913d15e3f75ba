package io.ciderstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ByteArraysTest {
  private final byte[] bytes = {1, 2, 3, 4};

  @Test
  void shouldReturnTheArrayOfABufferThatHoldsNothingElse() {
    assertThat(ByteArrays.of(ByteBuffer.wrap(bytes))).isSameAs(bytes);
  }

  @Test
  void shouldCopyWhatRemainsAndLeaveThePosition() {
    ByteBuffer part = ByteBuffer.wrap(bytes, 1, 2);
    assertThat(ByteArrays.of(part)).containsExactly(2, 3);
    assertThat(ByteArrays.of(part.slice())).containsExactly(2, 3);
    assertThat(ByteArrays.of(part.asReadOnlyBuffer())).containsExactly(2, 3);
    assertThat(part.position()).isEqualTo(1);
  }
}
