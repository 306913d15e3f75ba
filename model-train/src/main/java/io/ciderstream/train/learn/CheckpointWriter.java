package io.ciderstream.train.learn;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.train.distributed.ProcessGroup;
import io.ciderstream.train.learn.loss.Tensors;
import io.ciderstream.train.learn.run.Checkpoints;
import io.ciderstream.train.learn.run.RunState;
import io.ciderstream.train.weights.Weight;
import io.ciderstream.train.weights.Weights;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Writes the checkpoints of a run, the last one when the run is asked to stop. Of several processes
 * the first one writes, and the others wait for it.
 */
final class CheckpointWriter {
  private final Checkpoints checkpoints;
  private final RunModel models;
  private final StopRequest stop;
  private final ProcessGroup group;

  CheckpointWriter(Checkpoints checkpoints, RunModel models, StopRequest stop, ProcessGroup group) {
    this.checkpoints = checkpoints;
    this.models = models;
    this.stop = stop;
    this.group = group;
    checkpoints.newest().ifPresent(stop::saved);
  }

  /**
   * Writes a checkpoint.
   *
   * @throws CiderException SETTING_INVALID if a value is not finite; the checkpoints before stay
   */
  Path write(RunState state) {
    if (group.first()) {
      finite(state.network());
      finite(state.own());
      finite(state.momenta());
      checkpoints.write(state, models.of(state.network()));
    }
    group.await();
    Path place = checkpoints.newest().orElseThrow();
    stop.saved(place);
    return place;
  }

  /**
   * Handles the end of a step, which no checkpoint holds yet.
   *
   * @param due whether a checkpoint is to be written now
   * @throws TrainingStoppedException if the run is asked to stop, after its checkpoint was written
   */
  void stepped(boolean due, Supplier<RunState> state) {
    stop.stepped();
    boolean stopping = anyRequested();
    if (due || stopping) {
      Path place = write(state.get());
      if (stopping) {
        throw new TrainingStoppedException(place);
      }
    }
  }

  /** Returns whether any process is asked to stop, so that all stop after the same step. */
  private boolean anyRequested() {
    if (group.size() == 1) {
      return stop.requested();
    }
    try (PointerScope scope = new PointerScope()) {
      Tensor requested = torch.zeros(1);
      requested.fill_(new Scalar(stop.requested() ? 1.0 : 0.0));
      group.max(requested);
      return Tensors.value(requested) > 0;
    }
  }

  /** Returns a sentence on what a failed run can resume from. */
  String remedy() {
    Optional<Path> newest = checkpoints.newest();
    return newest
        .map("The last good checkpoint is %s."::formatted)
        .orElse("No checkpoint was written before it.");
  }

  private static void finite(Weights weights) {
    weights.byName().forEach(CheckpointWriter::finite);
  }

  private static void finite(String name, Weight weight) {
    for (float value : weight.values()) {
      if (!Float.isFinite(value)) {
        throw new CiderException(
            ErrorCode.SETTING_INVALID,
            "The parameter %s has the value %s, so no checkpoint is written; lower the rates."
                .formatted(name, value));
      }
    }
  }
}
