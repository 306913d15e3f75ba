package io.ciderstream.streams.canary;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** Draws the pictures of canaries: each is another one, so that no embedding is used again. */
final class CanaryPicture {
  /** Small, so that a canary costs little; its decoding and inference are faster than a photo's. */
  private static final int SIDE = 256;

  private static final int SHAPES = 12;

  private CanaryPicture() {}

  /** Returns a JPEG of some kilobytes. */
  static byte[] of(long number) {
    Random random = new Random(number);
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    for (int i = 0; i < SHAPES; i++) {
      graphics.setColor(new Color(random.nextInt(1 << 24)));
      graphics.fillOval(
          random.nextInt(SIDE), random.nextInt(SIDE), random.nextInt(SIDE), random.nextInt(SIDE));
    }
    graphics.dispose();
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "jpg", jpeg);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return jpeg.toByteArray();
  }
}
