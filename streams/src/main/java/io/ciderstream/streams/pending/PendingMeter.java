package io.ciderstream.streams.pending;

import org.apache.kafka.streams.processor.TaskId;

/** Told by the tasks what they do. Any thread. */
public interface PendingMeter {
  /** One outcome of this name was written. */
  void count(String outcome);

  /** What a task has taken over and not finished. */
  void pending(TaskId task, PendingLoad load);

  /** The task is no longer here. */
  void gone(TaskId task);
}
