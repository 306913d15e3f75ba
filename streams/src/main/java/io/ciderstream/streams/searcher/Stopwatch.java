package io.ciderstream.streams.searcher;

import java.util.Map;
import java.util.TreeMap;

/** Microseconds by stage of one query; a stage that is repeated adds up. For one thread. */
final class Stopwatch {
  private static final long NANOS_PER_MICRO = 1000;

  private final long start = System.nanoTime();
  private final Map<String, Long> stages = new TreeMap<>();

  void add(String stage, long micros) {
    stages.merge(stage, micros, Long::sum);
  }

  void addSince(String stage, long nanoTime) {
    add(stage, (System.nanoTime() - nanoTime) / NANOS_PER_MICRO);
  }

  /** Returns all stages and the total until now. */
  Map<String, Long> read() {
    Map<String, Long> all = new TreeMap<>(stages);
    all.put("total", (System.nanoTime() - start) / NANOS_PER_MICRO);
    return all;
  }
}
