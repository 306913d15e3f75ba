package io.ciderstream.train.learn.start;

import io.ciderstream.train.learn.loss.Tensors;
import io.ciderstream.train.learn.model.ImagePasses;
import io.ciderstream.train.learn.model.Learner;
import io.ciderstream.train.learn.model.UsableImages;
import io.ciderstream.train.load.ImageBatch;
import io.ciderstream.train.torch.TorchMode;
import java.util.Random;
import org.bytedeco.pytorch.Tensor;

/**
 * Descriptors of pictures as the network gives them when a stage begins.
 *
 * @param dimension of a descriptor
 * @param values [pictures,dimension]; zeros for a picture that couldn't be decoded
 */
public record DescriptorTable(int dimension, float[] values) {
  /** Computes the descriptors of pictures. */
  public static DescriptorTable of(Learner learner, UsableImages pictures) {
    int dimension = learner.network().dimension();
    float[] values = new float[Math.multiplyExact(pictures.set().size(), dimension)];
    ImagePasses.through(
        pictures,
        picture -> true,
        batch -> {
          float[] rows = rows(learner, batch);
          for (int i = 0; i < batch.count(); i++) {
            System.arraycopy(
                rows, i * dimension, values, batch.pictures()[i] * dimension, dimension);
          }
        });
    return new DescriptorTable(dimension, values);
  }

  /** Returns the rows of some pictures, float [n,dimension], on the device of another tensor. */
  public Tensor rows(int[] pictures, Tensor like) {
    float[] rows = new float[pictures.length * dimension];
    for (int i = 0; i < pictures.length; i++) {
      System.arraycopy(values, pictures[i] * dimension, rows, i * dimension, dimension);
    }
    return Tensor.create(rows, pictures.length, dimension).to(like);
  }

  /**
   * Returns a centre for each label: the sum of its pictures' descriptors, which has the direction
   * of their mean; a random direction for a label without pictures.
   *
   * @return [labels,dimension]
   */
  public static float[] means(Learner learner, UsableImages pictures, long seed) {
    Sums sums = new Sums(pictures, learner.network().dimension());
    ImagePasses.through(
        pictures,
        picture -> pictures.set().label(picture) >= 0,
        batch -> {
          float[] rows = rows(learner, batch);
          for (int i = 0; i < batch.count(); i++) {
            sums.add(batch.pictures()[i], rows, i);
          }
        });
    return sums.centres(seed);
  }

  /** Returns the sums of these descriptors; see {@link #means(Learner, UsableImages, long)}. */
  public float[] means(UsableImages pictures, long seed) {
    Sums sums = new Sums(pictures, dimension);
    for (int picture = 0; picture < pictures.set().size(); picture++) {
      sums.add(picture, values, picture);
    }
    return sums.centres(seed);
  }

  /** Returns random centres of a length near 1: [labels,dimension]. */
  public static float[] random(int labels, int dimension, long seed) {
    Random random = new Random(seed);
    float[] centres = new float[Math.multiplyExact(labels, dimension)];
    double deviation = 1 / Math.sqrt(dimension);
    for (int i = 0; i < centres.length; i++) {
      centres[i] = (float) (random.nextGaussian() * deviation);
    }
    return centres;
  }

  private static float[] rows(Learner learner, ImageBatch batch) {
    return Tensors.floats(learner.descriptors(learner.images(batch), new TorchMode.Inference()));
  }

  /** Sums of descriptors by label. */
  private static final class Sums {
    private final UsableImages pictures;
    private final int dimension;
    private final float[] sums;
    private final boolean[] seen;

    Sums(UsableImages pictures, int dimension) {
      this.pictures = pictures;
      this.dimension = dimension;
      int labels = pictures.set().labels().size();
      this.sums = new float[Math.multiplyExact(labels, dimension)];
      this.seen = new boolean[labels];
    }

    void add(int picture, float[] rows, int row) {
      int label = pictures.set().label(picture);
      if (label >= 0) {
        seen[label] = true;
        for (int d = 0; d < dimension; d++) {
          sums[label * dimension + d] += rows[row * dimension + d];
        }
      }
    }

    float[] centres(long seed) {
      float[] random = random(seen.length, dimension, seed);
      for (int label = 0; label < seen.length; label++) {
        if (!seen[label]) {
          System.arraycopy(random, label * dimension, sums, label * dimension, dimension);
        }
      }
      return sums;
    }
  }
}
