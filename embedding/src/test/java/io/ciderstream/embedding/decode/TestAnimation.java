package io.ciderstream.embedding.decode;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** An animated GIF, written by ImageIO. */
final class TestAnimation {
  private TestAnimation() {}

  /** One frame a colour. */
  static byte[] gif(int width, int height, int... colours) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      for (int colour : colours) {
        BufferedImage frame = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED);
        Graphics2D paint = frame.createGraphics();
        paint.setColor(new Color(colour));
        paint.fillRect(0, 0, width, height);
        paint.dispose();
        writer.writeToSequence(new IIOImage(frame, null, null), null);
      }
      writer.endWriteSequence();
    }
    return bytes.toByteArray();
  }
}
