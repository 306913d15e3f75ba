package io.ciderstream.train.learn.check;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.embedding.decode.SizeGroups.Size;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.train.load.RgbPictures;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeapCheckTest {
  private static final long MEGABYTE = 1 << 20;
  private static final SizeGroups SIZES = new SizeGroups(List.of(new Size(512, 512)), List.of());
  private static final long PICTURE = RgbPictures.decodedBytes(1, SIZES);

  @Test
  void shouldRefuseACacheThatFillsTheHeap() {
    assertThatThrownBy(() -> HeapCheck.check(1536 * MEGABYTE, 4558 * PICTURE, 2048 * MEGABYTE))
        .isInstanceOf(CiderException.class)
        .hasMessageContaining("may take 1,536 MB")
        .hasMessageContaining("Lower the setting to 1,228 or less")
        .hasMessageContaining("for example to 3g");
  }

  @Test
  void shouldAcceptWhatFits() {
    assertThatCode(() -> HeapCheck.check(1024 * MEGABYTE, 4558 * PICTURE, 2048 * MEGABYTE))
        .doesNotThrowAnyException();
  }

  @Test
  void shouldAcceptALargeCacheOfFewPictures() {
    assertThatCode(() -> HeapCheck.check(1 << 30, 100 * PICTURE, 200 * MEGABYTE))
        .doesNotThrowAnyException();
  }
}
