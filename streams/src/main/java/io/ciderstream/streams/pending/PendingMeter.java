package io.ciderstream.streams.pending;

import org.apache.kafka.streams.processor.TaskId;

/** Receives from the tasks what they do. Any thread. */
public interface PendingMeter {
  /** Counts an outcome of this name that was written. */
  void count(String outcome);

  /** Sets what a task has accepted and not finished. */
  void pending(TaskId task, PendingLoad load);

  /** Removes a task that this instance no longer runs. */
  void gone(TaskId task);
}
