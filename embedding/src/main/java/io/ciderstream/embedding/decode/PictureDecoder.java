package io.ciderstream.embedding.decode;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.setNumThreads;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR_RGB;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_2;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_4;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_8;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.ciderstream.embedding.Box;
import io.ciderstream.embedding.sniff.PictureFormat;
import io.ciderstream.embedding.sniff.PictureHeader;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/** Decodes, turns, crops and resizes by OpenCV. Stateless; any number of threads. */
public final class PictureDecoder {
  static {
    // pictures are decoded side by side; threads within one would only compete
    setNumThreads(1);
  }

  private final SizeGroups groups;
  private final PixelBuffers buffers;
  private final long maxBytes;
  private final long maxPixels;

  /**
   * @param groups the network's input sizes
   * @param maxBytes largest encoded picture
   * @param maxPixels largest picture
   */
  public PictureDecoder(SizeGroups groups, PixelBuffers buffers, long maxBytes, long maxPixels) {
    this.groups = groups;
    this.buffers = buffers;
    this.maxBytes = maxBytes;
    this.maxPixels = maxPixels;
  }

  /**
   * @param content the encoded picture
   * @param region the part to crop, in the picture after its EXIF orientation
   * @throws CiderException of kind INPUT, saying what is wrong with the picture or the region
   */
  public DecodedPicture decode(byte[] content, Optional<Box> region) {
    PictureHeader header = check(content);
    try (PointerScope scope = new PointerScope()) {
      int reduction = header.format() == PictureFormat.JPEG ? reduction(header, region) : 1;
      Mat picture = read(header, content, reduction);
      boolean turned = (picture.cols() > picture.rows()) != (header.width() > header.height());
      Mat part = region.map(box -> crop(picture, box)).orElse(picture);
      SizeGroups.Size size = groups.of(part.cols(), part.rows());
      ByteBuffer pixels = buffers.take(size.bytes());
      Mat target = new Mat(size.height(), size.width(), CV_8UC3, new BytePointer(pixels));
      resize(part, target, target.size(), 0, 0, filter(part, size));
      return new DecodedPicture(
          size,
          pixels,
          turned ? header.height() : header.width(),
          turned ? header.width() : header.height());
    } catch (CiderException e) {
      throw e;
    } catch (RuntimeException e) {
      throw corrupt(header, "it cannot be decoded", e);
    }
  }

  private PictureHeader check(byte[] content) {
    if (content.length == 0) {
      throw new CiderException(ErrorCode.VALUE_EMPTY, "");
    }
    if (content.length > maxBytes) {
      throw new CiderException(
          ErrorCode.VALUE_TOO_LARGE,
          "It has %d bytes, allowed are %d.".formatted(content.length, maxBytes));
    }
    PictureHeader header = PictureHeader.read(content);
    if (header.pixels() > maxPixels) {
      throw new CiderException(
          ErrorCode.PICTURE_TOO_LARGE,
          "It has %d x %d pixels, allowed are %d."
              .formatted(header.width(), header.height(), maxPixels));
    }
    header.requireWhole(content);
    return header;
  }

  /**
   * The strongest reduction in decoding that leaves at least as many pixels as the network takes,
   * whichever way the picture will be turned.
   */
  private int reduction(PictureHeader header, Optional<Box> region) {
    double width = header.width() * region.map(b -> b.x2() - b.x1()).orElse(1f);
    double height = header.height() * region.map(b -> b.y2() - b.y1()).orElse(1f);
    SizeGroups.Size size = groups.of(width, height);
    SizeGroups.Size across = groups.of(height, width);
    double room =
        Math.min(
            Math.min(width / size.width(), height / size.height()),
            Math.min(height / across.width(), width / across.height()));
    return room >= 8 ? 8 : room >= 4 ? 4 : room >= 2 ? 2 : 1;
  }

  private static Mat read(PictureHeader header, byte[] content, int reduction) {
    Mat encoded = new Mat(1, content.length, CV_8UC1, new BytePointer(content));
    Mat decoded = imdecode(encoded, header.alpha() ? IMREAD_UNCHANGED : flag(reduction));
    if (decoded.empty()) {
      throw corrupt(header, "it cannot be decoded", null);
    }
    return header.alpha() ? Transparency.onWhite(decoded) : decoded;
  }

  /** The "greyscale" flags stand for the reduction alone; those named colour contradict RGB. */
  private static int flag(int reduction) {
    return IMREAD_COLOR_RGB
        | switch (reduction) {
          case 8 -> IMREAD_REDUCED_GRAYSCALE_8;
          case 4 -> IMREAD_REDUCED_GRAYSCALE_4;
          case 2 -> IMREAD_REDUCED_GRAYSCALE_2;
          default -> 0;
        };
  }

  /** Averaging is needed where pixels would be skipped, and costs five times as much elsewhere. */
  private static int filter(Mat part, SizeGroups.Size size) {
    boolean skips = part.cols() >= 2 * size.width() || part.rows() >= 2 * size.height();
    return skips ? INTER_AREA : INTER_LINEAR;
  }

  private static Mat crop(Mat picture, Box box) {
    int x1 = Math.round(box.x1() * picture.cols());
    int y1 = Math.round(box.y1() * picture.rows());
    int x2 = Math.round(box.x2() * picture.cols());
    int y2 = Math.round(box.y2() * picture.rows());
    boolean inside = x1 >= 0 && y1 >= 0 && x2 <= picture.cols() && y2 <= picture.rows();
    if (!inside || x2 <= x1 || y2 <= y1) {
      throw new CiderException(
          ErrorCode.REGION_INVALID,
          "The region is %s,%s,%s,%s.".formatted(box.x1(), box.y1(), box.x2(), box.y2()));
    }
    return new Mat(picture, new Rect(x1, y1, x2 - x1, y2 - y1));
  }

  private static CiderException corrupt(PictureHeader header, String why, Throwable cause) {
    return new CiderException(
        ErrorCode.PICTURE_CORRUPT,
        "The content is %s of %d x %d pixels: %s."
            .formatted(header.format(), header.width(), header.height(), why),
        cause);
  }
}
