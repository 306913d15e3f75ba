package io.ciderstream.overlap;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** Pictures of scenes that tests draw: many shapes, so that there is something to match. */
public final class TestScenes {
  private static final int SHAPES = 250;

  private TestScenes() {}

  /** Draws a scene; the same seed gives the same one. */
  public static BufferedImage scene(long seed) {
    Random random = new Random(seed);
    BufferedImage picture = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(Color.getHSBColor(random.nextFloat(), 0.6f, 0.7f));
    graphics.fillRect(0, 0, picture.getWidth(), picture.getHeight());
    float hue = random.nextFloat();
    for (int i = 0; i < SHAPES; i++) {
      graphics.setColor(
          Color.getHSBColor(
              hue + 0.2f * random.nextFloat(), random.nextFloat(), random.nextFloat()));
      int x = random.nextInt(picture.getWidth());
      int y = random.nextInt(picture.getHeight());
      int side = 4 + random.nextInt(28);
      if (random.nextBoolean()) {
        graphics.fillRect(x - side / 2, y - side / 2, side, 3 + random.nextInt(side));
      } else {
        graphics.fillPolygon(
            new int[] {x, x + side, x + random.nextInt(side)},
            new int[] {y, y + random.nextInt(side), y + side},
            3);
      }
    }
    graphics.dispose();
    return picture;
  }

  /** Returns a part of a picture, at another size. */
  public static BufferedImage view(
      BufferedImage picture, int x, int y, int width, int height, double scale) {
    BufferedImage view =
        new BufferedImage(
            (int) (width * scale), (int) (height * scale), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = view.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(
        picture.getSubimage(x, y, width, height), 0, 0, view.getWidth(), view.getHeight(), null);
    graphics.dispose();
    return view;
  }

  /** Returns the mirrored picture. */
  public static BufferedImage mirrored(BufferedImage picture) {
    BufferedImage turned =
        new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        turned.setRGB(picture.getWidth() - 1 - x, y, picture.getRGB(x, y));
      }
    }
    return turned;
  }

  /** Encodes as PNG. */
  public static byte[] png(BufferedImage picture) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(picture, "png", out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes as PNG. */
  public static Path write(Path file, BufferedImage picture) {
    try {
      Files.createDirectories(file.getParent());
      return Files.write(file, png(picture));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
