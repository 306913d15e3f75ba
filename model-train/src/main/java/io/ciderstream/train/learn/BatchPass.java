package io.ciderstream.train.learn;

import io.ciderstream.train.distributed.GatheredRows;
import io.ciderstream.train.distributed.ProcessGroup;
import io.ciderstream.train.learn.loss.Tensors;
import io.ciderstream.train.learn.model.Learner;
import io.ciderstream.train.learn.objective.Objective;
import io.ciderstream.train.torch.TorchMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * One batch through the network and back. Each process computes its own images; the loss sees the
 * descriptors of all of them, since each is a negative of the others, and its gradients return to
 * the process that computed the descriptor. Use it inside a {@code PointerScope}.
 */
final class BatchPass {
  private final ProcessGroup group;
  private final List<Objective.Pass> passes;
  private final List<Tensor> own = new ArrayList<>();
  private final List<Objective.Descriptors> whole = new ArrayList<>();
  private final Objective.Loss loss;

  /** Computes the loss. */
  BatchPass(Learner learner, Objective.Batch batch, TorchMode mode) {
    this.group = learner.group();
    this.passes = batch.passes();
    for (Objective.Pass pass : passes) {
      Tensor descriptors = learner.descriptors(learner.images(pass.images()), mode);
      own.add(descriptors);
      whole.add(describe(pass, descriptors));
    }
    this.loss = batch.loss().apply(whole);
  }

  Objective.Loss loss() {
    return loss;
  }

  /**
   * Computes gradients. Those of the network are of this process's images alone, and have to be
   * added up over the group.
   *
   * @param weight of this batch's loss
   */
  void backward(double weight) {
    loss.part().mul(new Scalar(weight)).backward();
    for (int i = 0; i < own.size(); i++) {
      Tensor gradient = whole.get(i).values().grad();
      if (gradient.defined() && own.get(i).requires_grad()) {
        group.sum(gradient);
        own.get(i)
            .backward(
                mine(passes.get(i), gradient),
                new BoolOptional(),
                false,
                new TensorArrayRefOptional());
      }
    }
  }

  private Objective.Descriptors describe(Objective.Pass pass, Tensor descriptors) {
    Tensor values = gathered(pass, descriptors.detach());
    values.set_requires_grad(true);
    int[] pictures = pass.images().pictures();
    if (group.size() > 1) {
      long[] all = Tensors.longs(gathered(pass, Tensors.longs(pictures, descriptors)));
      pictures = LongStream.of(all).mapToInt(Math::toIntExact).toArray();
    }
    return new Objective.Descriptors(values, pictures);
  }

  /** Returns the rows of all processes in the order of the plan: by view, then by process. */
  private Tensor gathered(Objective.Pass pass, Tensor rows) {
    if (group.size() == 1) {
      return rows;
    }
    int pictures = pass.total() / pass.views();
    int count = group.share().count(pictures);
    TensorVector views = new TensorVector();
    for (int view = 0; view < pass.views(); view++) {
      views.push_back(GatheredRows.of(group, rows.narrow(0, (long) view * count, count), pictures));
    }
    return torch.cat(views, 0);
  }

  private Tensor mine(Objective.Pass pass, Tensor rows) {
    int pictures = pass.total() / pass.views();
    TensorVector views = new TensorVector();
    for (int view = 0; view < pass.views(); view++) {
      long first = (long) view * pictures + group.share().from(pictures);
      views.push_back(rows.narrow(0, first, group.share().count(pictures)));
    }
    return torch.cat(views, 0);
  }
}
