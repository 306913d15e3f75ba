package io.ciderstream.evaluation.data;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** A small GLDv2 of drawn landmarks, laid out as the real one is. */
public final class Gldv2Tree {
  private static final int[][] SIZES = {{96, 64}, {80, 80}, {64, 96}};

  private Gldv2Tree() {}

  /**
   * Draws landmarks 100, 101, ... below a folder.
   *
   * @param landmarks how many
   * @param images of each
   */
  public static void write(Path root, int landmarks, int images) {
    StringBuilder list = new StringBuilder("landmark_id,images\n");
    for (int landmark = 0; landmark < landmarks; landmark++) {
      list.append(100 + landmark).append(',');
      for (int image = 0; image < images; image++) {
        String id = "%016x".formatted(new Random(landmark * 1000L + image).nextLong());
        draw(root.resolve(Gldv2.file(id)), landmark, image);
        list.append(image == 0 ? "" : " ").append(id);
      }
      list.append('\n');
    }
    try {
      Files.writeString(root.resolve("train_clean.csv"), list);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A landmark is a shape in a colour; a picture of it has it somewhere, on some ground. */
  public static void draw(Path file, int landmark, int image) {
    Random random = new Random(landmark * 1000L + image);
    int[] size = SIZES[image % SIZES.length];
    BufferedImage picture = new BufferedImage(size[0], size[1], BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(Color.getHSBColor(random.nextFloat(), 0.15f, 0.6f));
    graphics.fillRect(0, 0, size[0], size[1]);
    graphics.setColor(Color.getHSBColor(landmark / 7f, 1, 0.9f));
    int x = 5 + random.nextInt(15);
    int y = 5 + random.nextInt(15);
    if (landmark % 2 == 0) {
      graphics.fillOval(x, y, 45, 45);
    } else {
      graphics.fillRect(x, y, 30, 45);
    }
    graphics.dispose();
    try {
      Files.createDirectories(file.getParent());
      ImageIO.write(picture, "jpg", file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
