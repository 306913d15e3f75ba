package io.ciderstream.trials.training;

import io.ciderstream.embedding.decode.SizeGroups.Size;
import io.ciderstream.train.CiderModel;
import io.ciderstream.train.learn.loss.ArcFace;
import java.util.Random;

/**
 * What all compared programs learn, and how.
 *
 * @param model network and weights at the start
 * @param batch pictures of a step, 2 or more
 * @param size of a picture
 * @param threads that compute
 * @param device {@code cpu} or {@code cuda}
 * @param half whether convolutions are computed in bfloat16, on {@code cuda}
 */
record StepSetting(
    CiderModel model, int batch, Size size, int threads, String device, boolean half) {
  static final int CLASSES = 100;
  static final ArcFace ARC_FACE = new ArcFace(0.3, 30);
  static final double RATE = 1e-3;
  static final double MOMENTUM = 0.9;
  static final double DECAY = 1e-5;

  /** Length of the gradients at most, as a stage has it by default. */
  static final double CLIP = 10;

  private static final long SEED = 1;

  /** Returns the pictures, uint8 [batch,height,width,3], smooth as photographs are. */
  byte[] pixels() {
    Random random = new Random(SEED);
    byte[] pixels = new byte[batch * size.bytes()];
    int at = 0;
    for (int picture = 0; picture < batch; picture++) {
      double across = 0.02 + 0.2 * random.nextDouble();
      double down = 0.02 + 0.2 * random.nextDouble();
      for (int y = 0; y < size.height(); y++) {
        for (int x = 0; x < size.width(); x++) {
          for (int channel = 0; channel < 3; channel++) {
            double value = Math.sin(across * x + channel) + Math.cos(down * y + picture);
            pixels[at++] = (byte) (128 + 50 * value + 8 * random.nextGaussian());
          }
        }
      }
    }
    return pixels;
  }

  /** Returns the class of each picture. */
  int[] classes() {
    return new Random(SEED).ints(batch, 0, CLASSES).toArray();
  }
}
