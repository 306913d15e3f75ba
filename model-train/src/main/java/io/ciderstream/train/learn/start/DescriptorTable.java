package io.ciderstream.train.learn.start;

import io.ciderstream.train.distributed.ProcessGroup;
import io.ciderstream.train.distributed.Share;
import io.ciderstream.train.learn.loss.Tensors;
import io.ciderstream.train.learn.model.ImagePasses;
import io.ciderstream.train.learn.model.Learner;
import io.ciderstream.train.learn.model.UsableImages;
import io.ciderstream.train.load.ImageBatch;
import io.ciderstream.train.torch.TorchMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Random;
import java.util.function.IntPredicate;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** Descriptors of pictures as the network gives them when a stage begins. One thread. */
public final class DescriptorTable implements AutoCloseable {
  /** Receives descriptors. */
  public interface Visitor {
    /**
     * Receives the descriptor of a picture.
     *
     * @param rows [n,dimension] of a batch
     * @param row that of the picture
     */
    void accept(int picture, float[] rows, int row);
  }

  /** Numbers that processes exchange at once: 16 MiB. */
  private static final int EXCHANGED = 1 << 22;

  private final int dimension;
  private final FloatRows rows;

  private DescriptorTable(int dimension, FloatRows rows) {
    this.dimension = dimension;
    this.rows = rows;
  }

  /**
   * Returns the descriptors of pictures; zeros for a picture that cannot be decoded. They are read
   * from the file if it exists; else they are computed, and the first process writes it.
   *
   * @param file that all processes see
   */
  public static DescriptorTable of(Learner learner, UsableImages pictures, Path file) {
    int dimension = learner.network().dimension();
    int count = pictures.set().size();
    ProcessGroup group = learner.group();
    if (!group.agree(Files.exists(file))) {
      Path part = file.resolveSibling("%s.%d.part".formatted(file.getFileName(), group.rank()));
      try (FloatRows rows = FloatRows.create(count, dimension, part)) {
        forEachOwn(
            learner,
            pictures,
            picture -> true,
            (picture, batch, row) -> rows.put(picture, batch, row * dimension));
        if (group.size() > 1) {
          new DescriptorTable(dimension, rows).addUp(group, count);
        }
      }
      finish(part, file, group.first());
      group.await();
    }
    return new DescriptorTable(dimension, FloatRows.open(count, dimension, file));
  }

  private static void finish(Path part, Path file, boolean keep) {
    try {
      if (keep) {
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      } else {
        Files.delete(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing " + file, e);
    }
  }

  /** Exchanges the rows that other processes computed, which are zero in this one. */
  private void addUp(ProcessGroup group, int count) {
    int most = Math.max(1, EXCHANGED / dimension);
    for (int first = 0; first < count; first += most) {
      int some = Math.min(most, count - first);
      float[] part = new float[some * dimension];
      for (int i = 0; i < some; i++) {
        rows.get(first + i, part, i * dimension);
      }
      float[] sum = sum(group, part);
      for (int i = 0; i < some; i++) {
        rows.put(first + i, sum, i * dimension);
      }
    }
  }

  private static float[] sum(ProcessGroup group, float[] values) {
    try (PointerScope scope = new PointerScope()) {
      Tensor sum = Tensor.create(values, values.length);
      group.sum(sum);
      return Tensors.floats(sum);
    }
  }

  /** Computes those of this process alone; a substitute of a bad picture may be another's. */
  private static void forEachOwn(
      Learner learner, UsableImages pictures, IntPredicate selected, Visitor visitor) {
    Share share = learner.group().share();
    forEach(
        learner,
        pictures,
        selected.and(share::takes),
        (picture, rows, row) -> {
          if (share.takes(picture)) {
            visitor.accept(picture, rows, row);
          }
        });
  }

  /** Computes the descriptors of selected pictures that can be decoded, in any order. */
  public static void forEach(
      Learner learner, UsableImages pictures, IntPredicate selected, Visitor visitor) {
    ImagePasses.through(
        pictures,
        selected,
        batch -> {
          float[] rows = rows(learner, batch);
          for (int i = 0; i < batch.count(); i++) {
            visitor.accept(batch.pictures()[i], rows, i);
          }
        });
  }

  /** Returns the rows of some pictures, float [n,dimension], on the device of another tensor. */
  public Tensor rows(int[] pictures, Tensor like) {
    float[] selected = new float[pictures.length * dimension];
    for (int i = 0; i < pictures.length; i++) {
      rows.get(pictures[i], selected, i * dimension);
    }
    return Tensor.create(selected, pictures.length, dimension).to(like);
  }

  /**
   * Returns a centre for each label: the sum of its pictures' descriptors, which has the direction
   * of their mean; a random direction for a label without pictures.
   *
   * @return [labels,dimension]
   */
  public static float[] means(Learner learner, UsableImages pictures, long seed) {
    Sums sums = new Sums(pictures, learner.network().dimension());
    forEachOwn(learner, pictures, picture -> pictures.set().label(picture) >= 0, sums::add);
    return sums.of(learner.group()).centres(seed);
  }

  /** Returns the sums of these descriptors; see {@link #means(Learner, UsableImages, long)}. */
  public float[] means(UsableImages pictures, long seed) {
    Sums sums = new Sums(pictures, dimension);
    float[] row = new float[dimension];
    for (int picture = 0; picture < pictures.set().size(); picture++) {
      rows.get(picture, row, 0);
      sums.add(picture, row, 0);
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

  @Override
  public void close() {
    rows.close();
  }

  private static float[] rows(Learner learner, ImageBatch batch) {
    return Tensors.floats(learner.descriptors(learner.images(batch), new TorchMode.Inference()));
  }

  /** Sums of descriptors by label. */
  private static final class Sums {
    private final UsableImages pictures;
    private final int dimension;
    private float[] sums;
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

    /** Adds up the sums of all processes. */
    Sums of(ProcessGroup group) {
      if (group.size() > 1) {
        sums = sum(group, sums);
        for (int picture = 0; picture < pictures.set().size(); picture++) {
          int label = pictures.set().label(picture);
          if (label >= 0) {
            seen[label] = true;
          }
        }
      }
      return this;
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
