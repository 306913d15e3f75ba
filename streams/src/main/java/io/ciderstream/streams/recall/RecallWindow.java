package io.ciderstream.streams.recall;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The latest audits. Safe for use by several threads. */
final class RecallWindow {
  private static final int MAX_AUDITS = 2_000;

  private record Audit(int found, int missed) {}

  private final Deque<Audit> audits = new ArrayDeque<>();
  private long found;
  private long missed;

  synchronized void add(int foundNow, int missedNow) {
    audits.addLast(new Audit(foundNow, missedNow));
    found += foundNow;
    missed += missedNow;
    if (audits.size() > MAX_AUDITS) {
      Audit oldest = audits.removeFirst();
      found -= oldest.found();
      missed -= oldest.missed();
    }
  }

  /** Returns the estimate; empty before the first neighbour. */
  synchronized Optional<RecallEstimate> estimate() {
    long all = found + missed;
    return all == 0 ? Optional.empty() : Optional.of(RecallEstimate.of(found, all));
  }
}
