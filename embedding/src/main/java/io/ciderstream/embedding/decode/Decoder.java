package io.ciderstream.embedding.decode;

import io.ciderstream.embedding.Box;
import java.util.Optional;

/** From encoded bytes to the network's input. Any number of threads. */
public interface Decoder {
  /**
   * @param content the encoded picture
   * @param region the part to crop, in the picture after its EXIF orientation
   * @throws io.ciderstream.schemas.CiderException of kind INPUT, saying what is wrong with the
   *     picture or the region
   */
  DecodedPicture decode(byte[] content, Optional<Box> region);
}
