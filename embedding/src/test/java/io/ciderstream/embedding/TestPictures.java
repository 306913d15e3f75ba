package io.ciderstream.embedding;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
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
    byte[] exif = exif(orientation);
    ByteBuffer all = ByteBuffer.allocate(jpeg.length + 10 + exif.length);
    all.put(jpeg, 0, 2).putShort((short) 0xffe1).putShort((short) (8 + exif.length));
    all.put(ascii("Exif\0\0")).put(exif).put(jpeg, 2, jpeg.length - 2);
    return all.array();
  }

  /** The PNG with an eXIf chunk in front of its end. */
  public static byte[] pngWithOrientation(byte[] png, int orientation) {
    byte[] exif = exif(orientation);
    CRC32 crc = new CRC32();
    crc.update(ascii("eXIf"));
    crc.update(exif);
    ByteBuffer all = ByteBuffer.allocate(png.length + 12 + exif.length);
    all.put(png, 0, png.length - 12).putInt(exif.length).put(ascii("eXIf")).put(exif);
    all.putInt((int) crc.getValue()).put(png, png.length - 12, 12);
    return all.array();
  }

  /** The simple WebP in an extended container with an EXIF chunk behind the picture. */
  public static byte[] webpWithOrientation(byte[] webp, int width, int height, int orientation) {
    byte[] exif = exif(orientation);
    ByteBuffer all = ByteBuffer.allocate(webp.length + 18 + 8 + exif.length);
    all.order(ByteOrder.LITTLE_ENDIAN);
    all.put(ascii("RIFF")).putInt(all.capacity() - 8).put(ascii("WEBPVP8X")).putInt(10).putInt(8);
    all.putShort((short) (width - 1)).put((byte) 0).putShort((short) (height - 1)).put((byte) 0);
    all.put(webp, 12, webp.length - 12).put(ascii("EXIF")).putInt(exif.length).put(exif);
    return all.array();
  }

  private static byte[] exif(int orientation) {
    ByteBuffer exif = ByteBuffer.allocate(26);
    exif.put(ascii("MM\0*")).putInt(8);
    exif.putShort((short) 1).putShort((short) 0x112).putShort((short) 3).putInt(1);
    exif.putShort((short) orientation).putShort((short) 0).putInt(0);
    return exif.array();
  }

  /** A little TIFF of one grey value, its directory in front, in either byte order. */
  public static byte[] tiff(ByteOrder order, int width, int height, int orientation) {
    int[][] tags = {
      {256, width},
      {257, height},
      {258, 8},
      {259, 1},
      {262, 1},
      {273, 8 + 2 + 10 * 12 + 4},
      {274, orientation},
      {277, 1},
      {278, height},
      {279, width * height}
    };
    ByteBuffer all = ByteBuffer.allocate(8 + 2 + tags.length * 12 + 4 + width * height);
    all.order(order).put(ascii(order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM"));
    all.putShort((short) 42).putInt(8).putShort((short) tags.length);
    for (int[] tag : tags) {
      all.putShort((short) tag[0]);
      if (tag[1] < 1 << 16 && tag[0] != 273 && tag[0] != 279) {
        all.putShort((short) 3).putInt(1).putShort((short) tag[1]).putShort((short) 0);
      } else {
        all.putShort((short) 4).putInt(1).putInt(tag[1]);
      }
    }
    all.putInt(0);
    while (all.hasRemaining()) {
      all.put((byte) 128);
    }
    return all.array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
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
