package io.ciderstream.cli.command;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Eight drawn pictures of two labels. */
final class DrawnLabels {
  private DrawnLabels() {}

  static void draw(Path folder) throws IOException {
    for (int i = 0; i < 8; i++) {
      BufferedImage picture = new BufferedImage(80, 80, BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = picture.createGraphics();
      graphics.setColor(i % 2 == 0 ? Color.RED : Color.GREEN);
      graphics.fillOval(i, i, 60, 60);
      graphics.dispose();
      Path label = Files.createDirectories(folder.resolve("label-" + i % 2));
      ImageIO.write(picture, "png", label.resolve(i + ".png").toFile());
    }
  }
}
