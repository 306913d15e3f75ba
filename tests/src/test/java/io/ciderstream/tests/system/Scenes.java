package io.ciderstream.tests.system;

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

/**
 * Draws pictures of shapes; the same number gives the same picture. Give each image id of a system
 * a number of its own: copies of one picture are returned in any order.
 */
public final class Scenes {
  private static final int SHAPES = 25;

  private Scenes() {}

  /** Returns the scene of a number as JPEG. */
  public static byte[] jpeg(int number) {
    Random random = new Random(number);
    int width = 480 + random.nextInt(160);
    int height = 360 + random.nextInt(240);
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = picture.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    for (int i = 0; i < SHAPES; i++) {
      pen.setColor(new Color(random.nextInt(0xffffff)));
      int x = random.nextInt(width) - 60;
      int y = random.nextInt(height) - 60;
      int size = 30 + random.nextInt(200);
      switch (random.nextInt(3)) {
        case 0 -> pen.fillRect(x, y, size, size / 2);
        case 1 -> pen.fillOval(x, y, size, size);
        default ->
            pen.fillPolygon(new int[] {x, x + size, x + size / 2}, new int[] {y, y, y + size}, 3);
      }
    }
    pen.dispose();
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(picture, "jpg", out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the name of a scene's file. */
  public static String name(int number) {
    return "scene-%03d.jpg".formatted(number);
  }

  /** Writes scenes 0 to count - 1 into a folder. */
  public static Path folder(Path folder, int count) {
    try {
      Files.createDirectories(folder);
      for (int i = 0; i < count; i++) {
        Files.write(folder.resolve(name(i)), jpeg(i));
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
