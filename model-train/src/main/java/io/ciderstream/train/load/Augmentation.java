package io.ciderstream.train.load;

import io.ciderstream.embedding.decode.SizeGroups.Size;
import java.util.random.RandomGenerator;
import org.bytedeco.opencv.opencv_core.Mat;

/** Changes a picture before it is learned from. Any thread. */
public sealed interface Augmentation
    permits Resized, RandomCrop, MildJitter, StrongViews, Composites {
  /**
   * Creates the picture. Runs inside a {@code PointerScope}.
   *
   * @param pictures where pictures are read
   * @param picture which one
   * @param size width and height to make
   * @param random the only source of chance
   * @return 8-bit RGB of that size
   * @throws io.ciderstream.schemas.CiderException of kind INPUT if it can't be decoded,
   *     SETTING_INVALID if too many others that it is made with can't be
   */
  Mat make(RgbPictures pictures, int picture, Size size, RandomGenerator random);
}
