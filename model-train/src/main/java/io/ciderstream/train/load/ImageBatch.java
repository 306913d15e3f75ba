package io.ciderstream.train.load;

import io.ciderstream.embedding.decode.SizeGroups.Size;

/**
 * The input of the network.
 *
 * @param size of each picture
 * @param pixels uint8 [count,height,width,3] RGB, row by row; not to be changed
 * @param pictures indices into the data set; other than planned where a picture was bad
 */
public record ImageBatch(Size size, byte[] pixels, int[] pictures) {
  public ImageBatch {
    if (pixels.length != pictures.length * size.bytes()) {
      throw new IllegalArgumentException(
          "%d bytes for %d pictures of %s".formatted(pixels.length, pictures.length, size));
    }
  }

  public int count() {
    return pictures.length;
  }
}
