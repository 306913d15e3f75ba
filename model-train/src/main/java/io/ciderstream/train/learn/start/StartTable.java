package io.ciderstream.train.learn.start;

import io.ciderstream.train.data.load.Batch;
import io.ciderstream.train.learn.loss.Tensors;
import io.ciderstream.train.learn.model.Learner;
import io.ciderstream.train.learn.model.Passes;
import io.ciderstream.train.learn.model.Pictures;
import io.ciderstream.train.torch.TorchMode;
import java.util.Random;
import org.bytedeco.pytorch.Tensor;

/**
 * Descriptors of pictures as the network gives them when a stage begins.
 *
 * @param dimension of a descriptor
 * @param values [pictures,dimension]; zeros for a picture that couldn't be decoded
 */
public record StartTable(int dimension, float[] values) {
  /** Describes pictures. */
  public static StartTable of(Learner learner, Pictures pictures) {
    int dimension = learner.network().dimension();
    float[] values = new float[Math.multiplyExact(pictures.set().size(), dimension)];
    Passes.through(
        pictures,
        picture -> true,
        batch -> {
          float[] rows = rows(learner, batch);
          for (int i = 0; i < batch.count(); i++) {
            System.arraycopy(
                rows, i * dimension, values, batch.pictures()[i] * dimension, dimension);
          }
        });
    return new StartTable(dimension, values);
  }

  /** The rows of some pictures, float [n,dimension], beside another tensor. */
  public Tensor rows(int[] pictures, Tensor beside) {
    float[] rows = new float[pictures.length * dimension];
    for (int i = 0; i < pictures.length; i++) {
      System.arraycopy(values, pictures[i] * dimension, rows, i * dimension, dimension);
    }
    return Tensor.create(rows, pictures.length, dimension).to(beside);
  }

  /**
   * A centre for each label: the sum of its pictures' descriptors, which points where their mean
   * does; a random direction for a label without pictures.
   *
   * @return [labels,dimension]
   */
  public static float[] means(Learner learner, Pictures pictures, long seed) {
    int dimension = learner.network().dimension();
    int labels = pictures.set().labels().size();
    float[] centres = new float[Math.multiplyExact(labels, dimension)];
    boolean[] seen = new boolean[labels];
    Passes.through(
        pictures,
        picture -> pictures.set().label(picture) >= 0,
        batch -> {
          float[] rows = rows(learner, batch);
          for (int i = 0; i < batch.count(); i++) {
            int label = pictures.set().label(batch.pictures()[i]);
            if (label >= 0) {
              seen[label] = true;
              for (int d = 0; d < dimension; d++) {
                centres[label * dimension + d] += rows[i * dimension + d];
              }
            }
          }
        });
    float[] random = random(labels, dimension, seed);
    for (int label = 0; label < labels; label++) {
      if (!seen[label]) {
        System.arraycopy(random, label * dimension, centres, label * dimension, dimension);
      }
    }
    return centres;
  }

  /** Random centres of a length near 1: [labels,dimension]. */
  public static float[] random(int labels, int dimension, long seed) {
    Random random = new Random(seed);
    float[] centres = new float[Math.multiplyExact(labels, dimension)];
    double deviation = 1 / Math.sqrt(dimension);
    for (int i = 0; i < centres.length; i++) {
      centres[i] = (float) (random.nextGaussian() * deviation);
    }
    return centres;
  }

  private static float[] rows(Learner learner, Batch batch) {
    return Tensors.floats(learner.descriptors(learner.images(batch), new TorchMode.Inference()));
  }
}
