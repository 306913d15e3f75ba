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

  /** Returns the newest checkpoint. */
  public synchronized Optional<Path> newest() {
    return Optional.ofNullable(newest);
  }

  /** Notes the start of a training, which has no checkpoint yet. */
  synchronized void begun() {
    newest = null;
  }

  /** Notes a step that no checkpoint holds. */
  synchronized void stepped() {
    unsaved = true;
  }

  /** Notes a checkpoint that holds all steps. */
  synchronized void saved(Path checkpoint) {
    newest = checkpoint;
    unsaved = false;
    notifyAll();
  }

  /** Notes the end of the training, which will save nothing more. */
  synchronized void over() {
    unsaved = false;
    notifyAll();
  }
}
