package io.ciderstream.console;

/** Makes small copies of pictures. Any number of threads. */
@FunctionalInterface
public interface Thumbnails {
  /**
   * A small copy, upright after its EXIF orientation.
   *
   * @param picture the encoded picture
   * @param width in pixels; a narrower picture keeps its own
   * @return a JPEG
   * @throws io.ciderstream.schemas.CiderException of kind INPUT if the picture cannot be decoded
   */
  byte[] shrink(byte[] picture, int width);
}
