package io.ciderstream.train.learn;

import io.ciderstream.train.distributed.GatheredRows;
import io.ciderstream.train.distributed.ProcessGroup;
import io.ciderstream.train.learn.objective.Objective;
import io.ciderstream.train.weights.Weights;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * Tensors of which some are divided between processes by their rows, as the weights of a
 * checkpoint, which are whole, so that another number of processes can resume from them.
 *
 * @param group the processes
 * @param objective whose parameters are divided
 */
record RowShards(ProcessGroup group, Objective objective) {
  /** Returns whole weights, in each process. */
  Weights whole(SequencedMap<String, Tensor> tensors) {
    try (PointerScope scope = new PointerScope()) {
      SequencedMap<String, Tensor> all = new LinkedHashMap<>(tensors);
      all.replaceAll(
          (name, tensor) ->
              divided(name) ? GatheredRows.of(group, tensor.detach(), objective.rows()) : tensor);
      return NamedTensors.weights(all);
    }
  }

  /** Writes whole weights into tensors, each process its rows. */
  void set(SequencedMap<String, Tensor> tensors, Weights whole) {
    NamedTensors.set(
        tensors,
        whole,
        (name, tensor) ->
            divided(name)
                ? tensor.narrow(
                    0, group.share().from(objective.rows()), group.share().count(objective.rows()))
                : tensor);
  }

  private boolean divided(String name) {
    return group.size() > 1 && objective.parameters().containsKey(name);
  }
}
