package io.ciderstream.embedding;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Pictures that tests make. */
public final class TestPictures {
  private TestPictures() {}

  /** Left half red, right half blue, encoded by OpenCV. */
  public static byte[] redAndBlue(String ending, int width, int height) {
    Mat picture = new Mat(height, width, CV_8UC3, new Scalar(0, 0, 255, 0));
    new Mat(picture, new Rect(width / 2, 0, width - width / 2, height))
        .put(new Scalar(255, 0, 0, 0));
    return encode(picture, ending);
  }

  /** Any OpenCV picture, encoded. */
  public static byte[] encode(Mat picture, String ending) {
    BytePointer out = new BytePointer();
    if (!imencode(ending, picture, out)) {
      throw new IllegalStateException("cannot encode " + ending);
    }
    byte[] bytes = new byte[Math.toIntExact(out.limit())];
    out.get(bytes);
    return bytes;
  }

  /** A picture, encoded by ImageIO. */
  public static byte[] encode(BufferedImage picture, String format) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(picture, format, out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The JPEG with an EXIF segment that announces an orientation. */
  public static byte[] withOrientation(byte[] jpeg, int orientation) {
    ByteBuffer exif = ByteBuffer.allocate(36);
    exif.putShort((short) 0xffe1).putShort((short) 34);
    exif.put("Exif\0\0MM\0*".getBytes(StandardCharsets.US_ASCII)).putInt(8);
    exif.putShort((short) 1).putShort((short) 0x112).putShort((short) 3).putInt(1);
    exif.putShort((short) orientation).putShort((short) 0).putInt(0);
    ByteBuffer all = ByteBuffer.allocate(jpeg.length + exif.capacity());
    all.put(jpeg, 0, 2).put(exif.array()).put(jpeg, 2, jpeg.length - 2);
    return all.array();
  }

  /** The first part of some bytes. */
  public static byte[] cut(byte[] bytes, double part) {
    return Arrays.copyOf(bytes, (int) (bytes.length * part));
  }

  /** The header of a PNG that announces more pixels than anybody should decode. */
  public static byte[] pngBomb() {
    ByteBuffer png = ByteBuffer.allocate(57);
    png.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
    png.putInt(13).put("IHDR".getBytes(StandardCharsets.US_ASCII)).putInt(50_000).putInt(50_000);
    png.put(new byte[] {8, 2, 0, 0, 0}).putInt(0);
    png.putInt(0).put("IDAT".getBytes(StandardCharsets.US_ASCII)).putInt(0);
    png.putInt(0).put("IEND".getBytes(StandardCharsets.US_ASCII)).putInt(0);
    return png.array();
  }
}
