package io.ciderstream.console.log;

/** Creates thumbnails of pictures. Any thread. */
@FunctionalInterface
public interface Thumbnails {
  /**
   * Returns a thumbnail, upright according to the EXIF orientation.
   *
   * @param picture the encoded picture
   * @param width in pixels; a narrower picture keeps its own width
   * @return a JPEG
   * @throws io.ciderstream.schemas.CiderException of kind INPUT if the picture cannot be decoded
   */
  byte[] shrink(byte[] picture, int width);
}
