package io.ciderstream.integrity.repair;

import io.ciderstream.integrity.result.Difference;
import java.util.List;

/**
 * What a repair did.
 *
 * @param repaired ids that are as the log says now
 * @param movedOn ids that others changed meanwhile
 * @param left the ids that still differ: no record can repair them, or the roles have not taken the
 *     records yet
 */
public record RepairResult(long repaired, long movedOn, List<Difference> left) {
  /** Copies the list. */
  public RepairResult {
    left = List.copyOf(left);
  }
}
