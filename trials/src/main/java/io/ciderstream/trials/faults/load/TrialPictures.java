package io.ciderstream.trials.faults.load;

import io.ciderstream.trials.pictures.JpegComment;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** Small pictures of shapes, each file different from all others. Any thread. */
public final class TrialPictures {
  private static final int MOTIFS = 48;
  private static final int SIDE = 96;
  private static final int SHAPES = 12;

  private final List<byte[]> motifs =
      IntStream.range(0, MOTIFS).mapToObj(TrialPictures::jpeg).toList();

  /**
   * Returns a picture as JPEG.
   *
   * @param motif what it shows; any number
   * @param comment makes the file different from others with the same motif
   */
  public byte[] jpeg(int motif, String comment) {
    return JpegComment.add(motifs.get(Math.floorMod(motif, MOTIFS)), comment);
  }

  private static byte[] jpeg(int number) {
    Random random = new Random(number);
    BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = picture.createGraphics();
    for (int i = 0; i < SHAPES; i++) {
      pen.setColor(new Color(random.nextInt(0xffffff)));
      pen.fillRect(
          random.nextInt(SIDE) - 10,
          random.nextInt(SIDE) - 10,
          10 + random.nextInt(40),
          10 + random.nextInt(40));
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
}
