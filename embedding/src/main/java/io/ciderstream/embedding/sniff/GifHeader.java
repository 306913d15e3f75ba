package io.ciderstream.embedding.sniff;

import java.nio.ByteBuffer;

/** GIF: the size of its screen, enlarged so that the first frame fits on it. */
final class GifHeader {
  private GifHeader() {}

  static PictureHeader read(ByteBuffer bytes) {
    GifLayout layout = GifLayout.read(bytes);
    return new PictureHeader(
        PictureFormat.GIF,
        Math.max(layout.screenWidth(), layout.left() + layout.width()),
        Math.max(layout.screenHeight(), layout.top() + layout.height()),
        true,
        Orientation.UPRIGHT,
        0);
  }
}
