package io.ciderstream.embedding.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.embedding.TestPictures;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class PictureLimitsTest {
  @Test
  void shouldRefuseSidesThatOpenCvDoesNotTakeHoweverFewPixels() {
    byte[] png = TestPictures.pngBomb();
    ByteBuffer.wrap(png).putInt(16, (1 << 20) + 1).putInt(20, 1);
    assertThatThrownBy(() -> new PictureLimits(1_000, 1 << 30).check(png))
        .isInstanceOfSatisfying(
            CiderException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PICTURE_TOO_LARGE))
        .hasMessageContaining("1048577 x 1");
  }
}
