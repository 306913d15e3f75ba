package io.ciderstream.embedding.sniff;

/**
 * Strips or tiles of a TIFF. With separate planes the blocks of the second sample follow those of
 * the first.
 *
 * @param width of a block in pixels; a strip is as wide as the picture
 * @param height of a block in pixels; the last strip may be lower, a tile may not
 * @param across blocks in a row
 * @param down blocks in a column
 * @param tiled whether blocks are tiles
 * @param separate whether each sample has its own plane
 * @param offsets of the blocks in the file
 * @param bytes of the blocks
 */
public record TiffBlocks(
    int width,
    int height,
    int across,
    int down,
    boolean tiled,
    boolean separate,
    long[] offsets,
    long[] bytes) {
  private static final int SMALL_TILE = 1 << 16;

  static TiffBlocks read(
      TiffDirectory tags, int width, int height, TiffSamples samples, int length) {
    boolean tiled = tags.has(324) || tags.has(322);
    int blockWidth = tiled ? TiffLayout.size(tags.value(322, 0)) : width;
    int blockHeight =
        tiled
            ? TiffLayout.size(tags.value(323, 0))
            : TiffLayout.size(Math.min(tags.value(278, height), height));
    if (width == 0 || height == 0 || blockWidth <= 0 || blockHeight <= 0) {
      throw new IllegalArgumentException("it or its blocks have no pixels");
    }
    if (Math.multiplyFull(blockWidth, blockHeight)
        > Math.max(SMALL_TILE, 4 * Math.multiplyFull(width, height))) {
      throw new IllegalArgumentException("its tiles are larger than itself");
    }
    boolean separate = tags.value(284, 1) == 2 && samples.count() > 1;
    long[] offsets = tags.values(tags.has(324) ? 324 : 273);
    long[] bytes = tags.values(tags.has(325) ? 325 : 279);
    int across = Math.ceilDiv(width, blockWidth);
    int down = Math.ceilDiv(height, blockHeight);
    if (offsets.length < (long) across * down * (separate ? samples.count() : 1)) {
      throw new IllegalArgumentException("it has too few blocks");
    }
    if (bytes.length < offsets.length) {
      // some old writers leave the sizes out
      bytes = new long[offsets.length];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = length - offsets[i];
      }
    }
    return new TiffBlocks(blockWidth, blockHeight, across, down, tiled, separate, offsets, bytes);
  }

  boolean isWhole(int length) {
    for (int i = 0; i < offsets.length; i++) {
      if (offsets[i] < 0 || bytes[i] < 0 || offsets[i] > length || bytes[i] > length - offsets[i]) {
        return false;
      }
    }
    return true;
  }
}
