package io.ciderstream.embedding.stage;

import io.ciderstream.embedding.batch.Priority;
import java.util.EnumMap;
import java.util.Map;

/**
 * The native memory that decodes of one embedder may need at a time. Of each priority one picture
 * alone may exceed it, so that the bound is the budget and two pictures. Ingest leaves a quarter of
 * it to queries. Guarded by the queue that owns it.
 */
final class DecodeMemory {
  private static final double SHARE_OF_INGEST = 0.75;

  private final long budget;
  private final Map<Priority, Long> used = new EnumMap<>(Priority.class);

  /**
   * Creates a decode memory.
   *
   * @param budget bytes
   */
  DecodeMemory(long budget) {
    this.budget = budget;
    for (Priority priority : Priority.values()) {
      used.put(priority, 0L);
    }
  }

  /** Returns whether a decode that needs so many bytes may start. */
  boolean hasRoom(Priority priority, long bytes) {
    if (used.get(priority) == 0) {
      return true;
    }
    long all = used.values().stream().mapToLong(Long::longValue).sum();
    double share = priority == Priority.INGEST ? SHARE_OF_INGEST : 1;
    return all + bytes <= budget * share;
  }

  void take(Priority priority, long bytes) {
    used.merge(priority, bytes, Long::sum);
  }

  void give(Priority priority, long bytes) {
    used.merge(priority, -bytes, Long::sum);
  }
}
