package io.ciderstream.trials.command;

import io.ciderstream.terminal.TextTable;
import io.ciderstream.trials.memory.MeasuredRole;
import io.ciderstream.trials.memory.RoleFootprint;
import io.ciderstream.trials.memory.Spread;
import java.util.List;

/**
 * Shows the footprints of roles with their ratios.
 *
 * @param measured of each role one for each number of ids, ascending
 * @param extrapolated the number of ids for which the measured line is extended; what does not grow
 *     beyond the spread of its rounds counts as constant
 */
record FootprintText(List<RoleFootprint> measured, long extrapolated) {
  private static final double MB = 1e6;

  @Override
  public String toString() {
    TextTable table =
        new TextTable("role", "ids", "seconds to answer", "live heap MB", "resident MB");
    measured.stream()
        .map(RoleFootprint::role)
        .distinct()
        .forEach(
            role -> add(table, measured.stream().filter(some -> some.role() == role).toList()));
    return table.toString();
  }

  private void add(TextTable table, List<RoleFootprint> ofRole) {
    for (RoleFootprint some : ofRole) {
      add(
          table,
          some.role(),
          "%,d".formatted(some.ids()),
          new RoleFootprint.Expected(
              some.seconds().median(), some.heapBytes().median(), some.residentBytes().median()));
    }
    RoleFootprint least = ofRole.getFirst();
    RoleFootprint most = ofRole.getLast();
    if (most.ids() == least.ids()) {
      return;
    }
    if (extrapolated > most.ids()) {
      add(
          table,
          most.role(),
          "%,d by slope".formatted(extrapolated),
          least.extrapolate(most, extrapolated));
    }
    table.add(
        most.role().command(),
        "%,d / %,d".formatted(most.ids(), least.ids()),
        ratio(most.seconds(), least.seconds()),
        ratio(most.heapBytes(), least.heapBytes()),
        ratio(most.residentBytes(), least.residentBytes()));
  }

  private static String ratio(Spread most, Spread least) {
    return "%.2f".formatted(most.median() / least.median());
  }

  private static void add(
      TextTable table, MeasuredRole role, String ids, RoleFootprint.Expected some) {
    table.add(
        role.command(),
        ids,
        "%.1f".formatted(some.seconds()),
        "%.1f".formatted(some.heapBytes() / MB),
        "%.0f".formatted(some.residentBytes() / MB));
  }
}
