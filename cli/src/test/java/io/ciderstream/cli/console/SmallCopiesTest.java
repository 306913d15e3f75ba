package io.ciderstream.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class SmallCopiesTest {
  private final SmallCopies copies = new SmallCopies(1 << 20, 1_000_000);

  /** Red on the left, blue on the right. */
  private static byte[] png(int width, int height) throws IOException {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = picture.createGraphics();
    pen.setColor(Color.RED);
    pen.fillRect(0, 0, width / 2, height);
    pen.setColor(Color.BLUE);
    pen.fillRect(width / 2, 0, width - width / 2, height);
    pen.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", out);
    return out.toByteArray();
  }

  private BufferedImage shrink(int width, int height, int requested) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(copies.shrink(png(width, height), requested)));
  }

  @Test
  void shouldKeepShapeAndColours() throws IOException {
    BufferedImage small = shrink(400, 200, 100);
    assertThat(small.getWidth()).isEqualTo(100);
    assertThat(small.getHeight()).isEqualTo(50);
    assertThat(new Color(small.getRGB(10, 25)).getRed()).isGreaterThan(200);
    assertThat(new Color(small.getRGB(90, 25)).getBlue()).isGreaterThan(200);
  }

  @Test
  void shouldNotEnlarge() throws IOException {
    assertThat(shrink(60, 30, 100).getWidth()).isEqualTo(60);
  }

  @Test
  void shouldBoundWhatIsVeryTall() throws IOException {
    assertThat(shrink(20, 10_000, 20).getHeight()).isEqualTo(80);
  }

  @Test
  void shouldRefuseWhatIsNoPicture() {
    assertThatThrownBy(() -> copies.shrink("text".getBytes(StandardCharsets.UTF_8), 100))
        .isInstanceOfSatisfying(
            CiderException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FORMAT_UNKNOWN));
    assertThatThrownBy(() -> copies.shrink(png(2_000, 2_000), 100))
        .isInstanceOfSatisfying(
            CiderException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PICTURE_TOO_LARGE));
  }
}
