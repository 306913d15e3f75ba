package io.ciderstream.trials.memory;

import com.google.gson.JsonObject;
import io.ciderstream.trials.results.BenchResult;
import io.ciderstream.trials.results.ResultRow;
import io.ciderstream.trials.results.ResultTable;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows the footprints of roles with their ratios.
 *
 * @param measured of each role one for each number of ids, ascending
 * @param extrapolated the number of ids for which the measured line is extended; what does not grow
 *     beyond the spread of its rounds counts as constant; 0 for none
 */
public record FootprintResult(List<RoleFootprint> measured, long extrapolated) {
  private static final double MB = 1e6;

  /** Adds a table of all roles, and the ratio of each. */
  public void addTo(BenchResult.Builder result) {
    List<JsonObject> rows = new ArrayList<>();
    measured.stream()
        .map(RoleFootprint::role)
        .distinct()
        .forEach(
            role ->
                add(measured.stream().filter(some -> some.role() == role).toList(), rows, result));
    result.table(new ResultTable("", rows));
    if (extrapolated > 0) {
      result.remark(
          "The rows of %,d ids extend the line through the measured ones; what does not grow beyond the"
                  .formatted(extrapolated)
              + " spread of its rounds counts as constant.");
    }
  }

  private void add(List<RoleFootprint> ofRole, List<JsonObject> rows, BenchResult.Builder result) {
    for (RoleFootprint some : ofRole) {
      rows.add(
          row(
              some,
              "%,d".formatted(some.ids()),
              new RoleFootprint.Expected(
                  some.seconds().median(),
                  some.heapBytes().median(),
                  some.residentBytes().median())));
    }
    RoleFootprint least = ofRole.getFirst();
    RoleFootprint most = ofRole.getLast();
    if (most.ids() == least.ids()) {
      return;
    }
    if (extrapolated > most.ids()) {
      rows.add(
          row(
              most,
              "%,d (extended)".formatted(extrapolated),
              least.extrapolate(most, extrapolated)));
    }
    double start = most.seconds().median() / least.seconds().median();
    double heap = most.heapBytes().median() / least.heapBytes().median();
    double resident = most.residentBytes().median() / least.residentBytes().median();
    rows.add(
        ResultRow.of(
            "role", most.role().command(),
            "ids", "%,d / %,d".formatted(most.ids(), least.ids()),
            "s to the first answer", start,
            "live heap, MB", heap,
            "resident, MB", resident));
    String ratio = "%s %d / %d".formatted(most.role().command(), most.ids(), least.ids());
    result.figure(ratio, resident);
    result.figure(ratio + " live heap", heap);
    result.figure(ratio + " start", start);
  }

  private static JsonObject row(RoleFootprint any, String ids, RoleFootprint.Expected some) {
    return ResultRow.of(
        "role",
        any.role().command(),
        "ids",
        ids,
        "s to the first answer",
        some.seconds(),
        "live heap, MB",
        some.heapBytes() / MB,
        "resident, MB",
        some.residentBytes() / MB);
  }
}
