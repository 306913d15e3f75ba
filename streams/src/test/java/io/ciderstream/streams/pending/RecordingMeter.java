package io.ciderstream.streams.pending;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.processor.TaskId;

/** Keeps what the tasks report, for tests. */
final class RecordingMeter implements PendingMeter {
  final Map<String, Integer> outcomes = new HashMap<>();
  final Map<TaskId, PendingLoad> loads = new HashMap<>();

  @Override
  public synchronized void count(String outcome) {
    outcomes.merge(outcome, 1, Integer::sum);
  }

  @Override
  public synchronized void pending(TaskId task, PendingLoad load) {
    loads.put(task, load);
  }

  @Override
  public synchronized void gone(TaskId task) {
    loads.remove(task);
  }
}
