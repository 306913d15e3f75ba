package io.ciderstream.train.load;

import io.ciderstream.embedding.decode.SizeGroups.Size;
import java.util.random.RandomGenerator;
import org.bytedeco.opencv.opencv_core.Mat;

/** The picture as it is served: resized, not cropped. */
public record Resized() implements Augmentation {
  @Override
  public Mat make(RgbPictures pictures, int picture, Size size, RandomGenerator random) {
    return pictures.read(picture, size);
  }
}
