package io.ciderstream.embedding.decode;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import io.ciderstream.embedding.sniff.PictureHeader;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.w3c.dom.Element;

/** The first frame of a GIF by ImageIO, for the valid ones that OpenCV refuses. */
final class GifFrame {
  /** ImageIO keeps pixels on the heap, so it gets fewer than OpenCV. */
  private static final long MOST_PIXELS = 1 << 24;

  private GifFrame() {}

  /**
   * RGB of the whole screen, white where the frame is transparent or is not.
   *
   * @throws CiderException PICTURE_TOO_LARGE
   * @throws IllegalArgumentException if ImageIO refuses it too
   */
  static Mat onWhite(byte[] content, PictureHeader header) {
    if (header.pixels() > MOST_PIXELS) {
      throw new CiderException(
          ErrorCode.PICTURE_TOO_LARGE,
          "It is an unusual GIF of %d x %d pixels; of its kind %d are allowed."
              .formatted(header.width(), header.height(), MOST_PIXELS));
    }
    BufferedImage screen =
        new BufferedImage(header.width(), header.height(), BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D paint = screen.createGraphics();
    paint.setColor(Color.WHITE);
    paint.fillRect(0, 0, header.width(), header.height());
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
      reader.setInput(in);
      Element place = place(reader.getImageMetadata(0));
      paint.drawImage(
          reader.read(0),
          number(place, "imageLeftPosition"),
          number(place, "imageTopPosition"),
          null);
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    } finally {
      reader.dispose();
      paint.dispose();
    }
    byte[] bgr = ((DataBufferByte) screen.getRaster().getDataBuffer()).getData();
    Mat pixels = new Mat(header.height(), header.width(), CV_8UC3, new BytePointer(bgr));
    cvtColor(pixels, pixels, COLOR_BGR2RGB);
    return pixels;
  }

  private static Element place(IIOMetadata metadata) {
    Element root = (Element) metadata.getAsTree(metadata.getNativeMetadataFormatName());
    return (Element) root.getElementsByTagName("ImageDescriptor").item(0);
  }

  private static int number(Element element, String name) {
    return Integer.parseInt(element.getAttribute(name));
  }
}
