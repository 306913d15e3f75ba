package io.ciderstream.train.learn;

import io.ciderstream.train.distributed.BucketedSum;
import io.ciderstream.train.distributed.ProcessGroup;
import io.ciderstream.train.learn.model.Learner;
import io.ciderstream.train.torch.TorchParameters;
import java.util.List;
import java.util.function.Predicate;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Keeps the stored statistics of batch normalisation alike in all processes where each takes mean
 * and variance from its own part of a batch: the stored ones are averaged after each step.
 */
final class StatisticsMean {
  private StatisticsMean() {}

  /**
   * Averages stored statistics over the group.
   *
   * @param norms names of the normalisations that learn their statistics
   */
  static void set(Learner learner, Predicate<String> norms) {
    ProcessGroup group = learner.group();
    if (group.size() == 1) {
      return;
    }
    List<Tensor> moved =
        learner.parameters().byName().entrySet().stream()
            .filter(one -> TorchParameters.isStatistic(one.getKey()))
            .filter(one -> norms.test(one.getKey().substring(0, one.getKey().lastIndexOf('.'))))
            .map(one -> one.getValue())
            .toList();
    BucketedSum.tensors(group, moved);
    moved.forEach(tensor -> tensor.div_(new Scalar((double) group.size())));
  }
}
