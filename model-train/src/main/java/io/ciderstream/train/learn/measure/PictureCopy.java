package io.ciderstream.train.learn.measure;

import io.ciderstream.embedding.decode.InputSizes;
import io.ciderstream.embedding.decode.PictureDecoder;
import io.ciderstream.embedding.decode.PictureEncoder;
import io.ciderstream.embedding.decode.PixelBuffers;
import io.ciderstream.schemas.BoundingBox;
import java.util.Optional;

/** Copies of pictures, or of parts of them, in another size or format. */
final class PictureCopy {
  private static final long MAX_BYTES = 64L << 20;
  private static final long MAX_PIXELS = 100_000_000;

  private PictureCopy() {}

  /**
   * @param content of a picture's file
   * @param part of it; empty for the whole picture
   * @param ending of the copy's format, such as {@code .png}
   * @param options of OpenCV's encoder
   * @throws io.ciderstream.schemas.CiderException if it cannot be decoded
   */
  static byte[] of(
      byte[] content, Optional<BoundingBox> part, InputSizes sizes, String ending, int... options) {
    PictureDecoder decoder = new PictureDecoder(sizes, new PixelBuffers(), MAX_BYTES, MAX_PIXELS);
    return PictureEncoder.encode(decoder.decode(content, part), ending, options);
  }
}
