package io.ciderstream.embedding.decode;

import io.ciderstream.schemas.BoundingBox;
import java.util.Optional;

/** From encoded bytes to the network's input. Any number of threads. */
@FunctionalInterface
public interface Decoder {
  /**
   * Decodes a picture, or a region of it.
   *
   * @param content the encoded picture
   * @param region the part to crop, in the picture after its EXIF orientation
   * @throws io.ciderstream.schemas.CiderException of kind INPUT, saying what is wrong with the
   *     picture or the region
   * @throws OutOfMemoryError if there is not enough memory, which is not the picture's fault
   */
  DecodedPicture decode(byte[] content, Optional<BoundingBox> region);

  /**
   * Returns an upper bound of the native memory that {@link #decode} needs for this picture, from
   * its header.
   *
   * @throws io.ciderstream.schemas.CiderException as {@link #decode} would
   */
  default long memory(byte[] content, Optional<BoundingBox> region) {
    return 0;
  }
}
