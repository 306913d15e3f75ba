package io.ciderstream.train.learn;

import java.nio.file.Path;

/** A training stopped because it was asked to; it can be resumed. */
public final class TrainingStoppedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Path checkpoint;

  TrainingStoppedException(Path checkpoint) {
    super("The training was stopped; %s holds all of its steps.".formatted(checkpoint));
    this.checkpoint = checkpoint;
  }

  /** Returns the checkpoint that holds all steps. */
  public Path checkpoint() {
    return checkpoint;
  }
}
