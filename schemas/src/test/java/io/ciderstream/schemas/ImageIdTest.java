package io.ciderstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ImageIdTest {
  @Test
  void shouldTakeAnyPrintableUtf8UpTo512Bytes() {
    String id = "шлюз/\"a\" \\ 🍏" + "x".repeat(480);
    assertThat(ImageId.of(id.getBytes(StandardCharsets.UTF_8)).value()).isEqualTo(id);
  }

  static Stream<byte[]> refused() {
    return Stream.of(
        null,
        new byte[0],
        "a\u0000b".getBytes(StandardCharsets.UTF_8),
        "a\nb".getBytes(StandardCharsets.UTF_8),
        new byte[] {(byte) 0xff, (byte) 0xfe},
        "é".repeat(257).getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void shouldRefuseWhatIsNoId(byte[] key) {
    assertThatThrownBy(() -> ImageId.of(key))
        .isInstanceOfSatisfying(
            CiderException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.KEY_INVALID));
  }
}
