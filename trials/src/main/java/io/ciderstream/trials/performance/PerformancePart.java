package io.ciderstream.trials.performance;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of the report: a benchmark with arguments.
 *
 * @param name of the part, and of its files
 * @param title heading in the report
 * @param about what is measured, in sentences
 * @param command arguments behind {@code ./cider bench}
 * @param quick options and values in turn that replace or follow the arguments in a quick run
 */
public record PerformancePart(
    String name, String title, String about, List<String> command, List<String> quick) {

  /** Returns the arguments behind {@code ./cider bench}. */
  List<String> arguments(boolean quickly) {
    List<String> all = new ArrayList<>(command);
    for (int i = 0; quickly && i < quick.size(); i += 2) {
      int at = all.indexOf(quick.get(i));
      if (at < 0) {
        all.addAll(quick.subList(i, i + 2));
      } else {
        all.set(at + 1, quick.get(i + 1));
      }
    }
    return all;
  }

  /** Returns the command that measures this part alone. */
  String text(boolean quickly) {
    return "./cider bench " + String.join(" ", arguments(quickly));
  }
}
