package io.ciderstream.train.learn;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.train.learn.run.Checkpoints;
import io.ciderstream.train.learn.run.RunState;
import io.ciderstream.train.weights.Weight;
import io.ciderstream.train.weights.Weights;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** Writes the checkpoints of a run, the last one when the run is asked to stop. */
final class CheckpointWriter {
  private final Checkpoints checkpoints;
  private final RunModel models;
  private final StopRequest stop;

  CheckpointWriter(Checkpoints checkpoints, RunModel models, StopRequest stop) {
    this.checkpoints = checkpoints;
    this.models = models;
    this.stop = stop;
    checkpoints.newest().ifPresent(stop::saved);
  }

  /**
   * Writes a checkpoint.
   *
   * @throws CiderException SETTING_INVALID if a value is not finite; the checkpoints before stay
   */
  Path write(RunState state) {
    finite(state.network());
    finite(state.own());
    finite(state.momenta());
    Path place = checkpoints.write(state, models.of(state.network()));
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
    boolean stopping = stop.requested();
    if (due || stopping) {
      Path place = write(state.get());
      if (stopping) {
        throw new TrainingStoppedException(place);
      }
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
