package io.ciderstream.train.learn.objective;

import io.ciderstream.train.distributed.ProcessGroup;
import io.ciderstream.train.distributed.Share;
import io.ciderstream.train.learn.config.Stage;
import io.ciderstream.train.learn.loss.ArcFace;
import io.ciderstream.train.learn.loss.LossParts;
import io.ciderstream.train.learn.loss.ShardedArcFace;
import io.ciderstream.train.learn.loss.Tensors;
import io.ciderstream.train.learn.model.Learner;
import io.ciderstream.train.learn.model.UsableImages;
import io.ciderstream.train.learn.start.DescriptorTable;
import io.ciderstream.train.weights.Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The trainable centres of ArcFace's classes, float [labels,D], of which each process of a group
 * has its share: 79,000 centres of 2,048 numbers are the largest tensor of a training.
 */
final class ClassCentres implements AutoCloseable {
  private final ProcessGroup group;
  private final Device device;
  private final int labels;
  private final int dimension;
  private final Supplier<float[]> initial;
  private Tensor centres; // none before the start

  /**
   * Creates the class centres.
   *
   * @param before what the stage before learned; without centres, kept centres begin random
   * @param means computes the means, if they are the start
   */
  ClassCentres(
      Learner learner,
      UsableImages images,
      Stage.Centres start,
      Weights before,
      long seed,
      Supplier<float[]> means) {
    this.group = learner.group();
    this.device = learner.device();
    this.labels = images.set().labels().size();
    this.dimension = learner.network().dimension();
    boolean kept = start == Stage.Centres.KEPT && before.byName().containsKey(Objective.CENTRES);
    this.initial =
        start == Stage.Centres.MEANS
            ? means
            : kept
                ? () -> before.get(Objective.CENTRES).values()
                : () -> DescriptorTable.random(labels, dimension, seed);
  }

  /** Begins with what a checkpoint has, which saves the computation of means. */
  void start(Optional<Weights> checkpoint) {
    float[] all =
        checkpoint.map(learned -> learned.get(Objective.CENTRES).values()).orElseGet(initial);
    Share share = group.share();
    float[] own =
        Arrays.copyOfRange(all, share.from(labels) * dimension, share.to(labels) * dimension);
    try (PointerScope scope = new PointerScope()) {
      centres =
          Tensor.create(own, share.count(labels), dimension).to(device, torch.ScalarType.Float);
      centres.set_requires_grad(true);
      centres.retainReference();
    }
  }

  /**
   * Returns the loss of descriptors.
   *
   * @param descriptors float [n,D], the same in each process
   * @param classes of the n pictures
   */
  Objective.Loss loss(ArcFace arcFace, Tensor descriptors, int[] classes) {
    Tensor right = Tensors.longs(classes, descriptors);
    Tensor cosines = arcFace.cosines(descriptors, centres);
    if (group.size() > 1) {
      ShardedArcFace.Result loss =
          new ShardedArcFace(arcFace, group, group.share().from(labels)).loss(cosines, right);
      return new Objective.Loss(loss.part(), LossParts.ofArcFace(loss.value()), loss.accuracy());
    }
    Tensor loss = arcFace.loss(cosines, right);
    LossParts parts = LossParts.ofArcFace(Tensors.value(loss));
    return new Objective.Loss(loss, parts, arcFace.accuracy(cosines, right));
  }

  int rows() {
    return labels;
  }

  SequencedMap<String, Tensor> parameters() {
    SequencedMap<String, Tensor> own = new LinkedHashMap<>();
    own.put(Objective.CENTRES, centres);
    return own;
  }

  @Override
  public void close() {
    if (centres != null) {
      centres.releaseReference();
    }
  }
}
