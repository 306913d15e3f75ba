package io.ciderstream.embedding.decode;

import io.ciderstream.schemas.BoundingBox;
import java.nio.ByteBuffer;

/**
 * The network's input for one picture.
 *
 * @param size of the input
 * @param pixels direct, height x width x 3 bytes RGB
 * @param width of the whole picture after EXIF orientation
 * @param height of the whole picture after EXIF orientation
 * @param view what the input shows of the picture or the region that was asked for; beyond 0..1 if
 *     it is padded
 */
public record DecodedPicture(
    SizeGroups.Size size, ByteBuffer pixels, int width, int height, BoundingBox view) {
  /** The view on a picture that fills the input. */
  public static final BoundingBox WHOLE = new BoundingBox(0, 0, 1, 1, 1);

  /** Creates a picture that fills the input. */
  public DecodedPicture(SizeGroups.Size size, ByteBuffer pixels, int width, int height) {
    this(size, pixels, width, height, WHOLE);
  }
}
