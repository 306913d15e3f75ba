package io.ciderstream.embedding.decode;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.setNumThreads;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR_RGB;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_2;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_4;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_8;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_UNCHANGED;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

import io.ciderstream.embedding.natives.NativeLibraries;
import io.ciderstream.embedding.raster.RasterDecoder;
import io.ciderstream.embedding.sniff.Orientation;
import io.ciderstream.embedding.sniff.PictureFormat;
import io.ciderstream.embedding.sniff.PictureHeader;
import io.ciderstream.embedding.sniff.TiffLayout;
import io.ciderstream.embedding.sniff.UnsupportedVariant;
import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/**
 * Decodes, crops, resizes and turns, in this order: the picture is turned when it is small. JPEG,
 * WebP and compressed kinds of TIFF are decoded by OpenCV, everything else by {@link
 * RasterDecoder}; the rest is done by OpenCV. Stateless; any number of threads.
 */
public final class PictureDecoder implements Decoder {
  private static final int RGB_BYTES = 3;

  static {
    NativeLibraries.loadOpenCv();
    // pictures are decoded side by side; threads within one would only compete
    setNumThreads(1);
  }

  private static final BoundingBox WHOLE = new BoundingBox(0, 0, 1, 1, 1);

  private final InputSizes sizes;
  private final PictureResizer resizer;
  private final PixelBuffers buffers;
  private final PictureLimits limits;

  /**
   * Creates a decoder that resizes as for this project's own models.
   *
   * @param sizes the network's input sizes
   * @param maxBytes largest encoded picture
   * @param maxPixels largest picture
   */
  public PictureDecoder(InputSizes sizes, PixelBuffers buffers, long maxBytes, long maxPixels) {
    this(sizes, buffers, new PictureLimits(maxBytes, maxPixels));
  }

  /** Creates a decoder that resizes as for this project's own models. */
  public PictureDecoder(InputSizes sizes, PixelBuffers buffers, PictureLimits limits) {
    this(InputFit.ofOpenCv(sizes), buffers, limits);
  }

  /**
   * Creates a decoder.
   *
   * @param fit how pictures become the network's input
   * @param buffers for the pixels
   * @param limits which pictures are rejected
   */
  public PictureDecoder(InputFit fit, PixelBuffers buffers, PictureLimits limits) {
    this.sizes = fit.sizes();
    this.resizer = new PictureResizer(fit);
    this.buffers = buffers;
    this.limits = limits;
  }

  @Override
  public DecodedPicture decode(byte[] content, Optional<BoundingBox> region) {
    PictureHeader header = limits.check(content);
    BoundingBox box = region.orElse(WHOLE);
    requireInside(box);
    try (PointerScope scope = new PointerScope()) {
      return decode(content, header, box);
    } catch (UnsupportedVariant e) {
      throw new CiderException(
          ErrorCode.FORMAT_UNSUPPORTED,
          "The content is %s with %s.".formatted(header.format(), e.getMessage()),
          e);
    } catch (IllegalArgumentException | IndexOutOfBoundsException | BufferUnderflowException e) {
      throw corrupt(header, e);
    } catch (RuntimeException e) {
      throw ofOpenCv(header, e);
    }
  }

  /** OpenCV's exceptions are plain ones; a subclass is a bug here and not the picture's fault. */
  private static RuntimeException ofOpenCv(PictureHeader header, RuntimeException e) {
    if (NativeMemory.isLacking(e)) {
      throw (Error) new OutOfMemoryError(e.getMessage()).initCause(e);
    }
    return e.getClass() == RuntimeException.class ? corrupt(header, e) : e;
  }

  @Override
  public long memory(byte[] content, Optional<BoundingBox> region) {
    PictureHeader header = limits.check(content);
    BoundingBox box = region.orElse(WHOLE);
    requireInside(box);
    Placement place =
        sizes
            .place(header.uprightWidth(), header.uprightHeight(), box)
            .stored(header.orientation());
    BoundingBox stored = Upright.stored(box, header.orientation());
    return memory(header, reduction(header, stored, place)) + resizer.memory(place);
  }

  private static long memory(PictureHeader header, int reduction) {
    long decoded = header.pixels() / ((long) reduction * reduction) * RGB_BYTES;
    return decoded + header.pixels() * header.bytesPerPixel();
  }

  private DecodedPicture decode(byte[] content, PictureHeader header, BoundingBox box) {
    Orientation orientation = header.orientation();
    Placement place = sizes.place(header.uprightWidth(), header.uprightHeight(), box);
    Placement flat = place.stored(orientation);
    BoundingBox stored = Upright.stored(box, orientation);
    Mat part = crop(read(header, content, reduction(header, stored, flat)), stored);
    SizeGroups.Size size = place.input();
    ByteBuffer pixels = buffers.take(size.bytes());
    Mat target = new Mat(size.height(), size.width(), CV_8UC3, new BytePointer(pixels));
    if (orientation == Orientation.UPRIGHT) {
      resizer.resizeInto(part, flat, target);
    } else {
      Mat small = new Mat(flat.input().height(), flat.input().width(), CV_8UC3);
      resizer.resizeInto(part, flat, small);
      Upright.turn(small, orientation, target);
    }
    return new DecodedPicture(
        size, pixels, header.uprightWidth(), header.uprightHeight(), place.view());
  }

  private static void requireInside(BoundingBox box) {
    boolean inside =
        box.x1() >= 0 && box.y1() >= 0 && box.x2() <= 1 && box.y2() <= 1; // false for NaN
    if (!inside || box.x2() <= box.x1() || box.y2() <= box.y1()) {
      throw new CiderException(
          ErrorCode.REGION_INVALID,
          "The region is %s,%s,%s,%s.".formatted(box.x1(), box.y1(), box.x2(), box.y2()));
    }
  }

  /**
   * Returns the strongest reduction in decoding that leaves at least as many pixels as the filter
   * needs.
   */
  private int reduction(PictureHeader header, BoundingBox stored, Placement requested) {
    if (header.format() != PictureFormat.JPEG) {
      return 1;
    }
    double room =
        Math.min(
                header.width() * (stored.x2() - stored.x1()) / requested.width(),
                header.height() * (stored.y2() - stored.y1()) / requested.height())
            / resizer.gap();
    return room >= 8 ? 8 : room >= 4 ? 4 : room >= 2 ? 2 : 1;
  }

  private static Mat read(PictureHeader header, byte[] content, int reduction) {
    return RasterDecoder.read(content, header)
        .orElseGet(
            () ->
                switch (header.format()) {
                  case JPEG -> byOpenCv(header, JpegRepair.repair(content), reduction);
                  case TIFF -> byOpenCv(header, TiffLayout.uprightCopy(content), 1);
                  case WEBP, PNG, GIF, BMP -> byOpenCv(header, content, 1);
                });
  }

  private static Mat byOpenCv(PictureHeader header, byte[] content, int reduction) {
    Mat encoded = new Mat(1, content.length, CV_8UC1, new BytePointer(content));
    Mat decoded = imdecode(encoded, header.alpha() ? IMREAD_UNCHANGED : flags(reduction));
    if (decoded.empty()) {
      NativeMemory.require(memory(header, reduction));
      throw new IllegalArgumentException("OpenCV rejects it");
    }
    return header.alpha() ? Transparency.onWhite(decoded) : decoded;
  }

  /**
   * Returns the flags: those named greyscale mean the reduction alone; those named colour
   * contradict RGB.
   */
  private static int flags(int reduction) {
    return IMREAD_COLOR_RGB
        | IMREAD_IGNORE_ORIENTATION
        | switch (reduction) {
          case 8 -> IMREAD_REDUCED_GRAYSCALE_8;
          case 4 -> IMREAD_REDUCED_GRAYSCALE_4;
          case 2 -> IMREAD_REDUCED_GRAYSCALE_2;
          default -> 0;
        };
  }

  /** At least one pixel, however small the box is. */
  private static Mat crop(Mat picture, BoundingBox box) {
    int x1 = Math.min(Math.round(box.x1() * picture.cols()), picture.cols() - 1);
    int y1 = Math.min(Math.round(box.y1() * picture.rows()), picture.rows() - 1);
    int x2 = Math.max(Math.round(box.x2() * picture.cols()), x1 + 1);
    int y2 = Math.max(Math.round(box.y2() * picture.rows()), y1 + 1);
    return new Mat(picture, new Rect(x1, y1, x2 - x1, y2 - y1));
  }

  private static CiderException corrupt(PictureHeader header, Throwable cause) {
    return new CiderException(
        ErrorCode.PICTURE_CORRUPT,
        "The content is %s of %d x %d pixels, but cannot be decoded%s."
            .formatted(header.format(), header.width(), header.height(), reason(cause)),
        cause);
  }

  private static String reason(Throwable cause) {
    return cause instanceof IllegalArgumentException && cause.getMessage() != null
        ? ": " + cause.getMessage()
        : "";
  }
}
