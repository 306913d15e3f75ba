package io.ciderstream.train.learn;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks a training to stop, as a signal does: it finishes its step, writes a checkpoint and ends
 * with {@link TrainingStoppedException}. Where no step would be lost, such as while an evaluation
 * is measured, the process may end at once. Any thread.
 */
public final class StopRequest {
  private boolean requested;
  private boolean unsaved;
  private Path newest;

  /** Asks the training to stop after its step. */
  public synchronized void request() {
    requested = true;
  }

  /** Returns whether the training is to stop. */
  public synchronized boolean requested() {
    return requested;
  }

  /**
   * Waits until every finished step is in a checkpoint.
   *
   * @return false if that took longer
   */
  public synchronized boolean awaitSaved(Duration most) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    while (unsaved) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  /** The newest checkpoint; empty if there is none. */
  public synchronized Optional<Path> newest() {
    return Optional.ofNullable(newest);
  }

  /** A step was made that no checkpoint holds. */
  synchronized void stepped() {
    unsaved = true;
  }

  /** All steps are in this checkpoint. */
  synchronized void saved(Path checkpoint) {
    newest = checkpoint;
    unsaved = false;
    notifyAll();
  }

  /** The training is over: nothing more will be saved. */
  synchronized void over() {
    unsaved = false;
    notifyAll();
  }
}
