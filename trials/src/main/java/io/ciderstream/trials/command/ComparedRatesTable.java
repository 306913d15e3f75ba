package io.ciderstream.trials.command;

import io.ciderstream.terminal.TextTable;
import io.ciderstream.trials.pictures.ComparedRates;

/** Shows a rate and those of bare inference. */
final class ComparedRatesTable {
  private ComparedRatesTable() {}

  /**
   * Returns a table of three lines.
   *
   * @param what what is measured, in a word
   * @param from the first and last step of what is measured
   */
  static TextTable of(ComparedRates rates, String what, String from) {
    TextTable table = new TextTable("pictures a second", "median", what + " / bare");
    add(table, "bare, one session over all cores", rates.bareOneSession(), rates.measured());
    add(table, "bare, one session a core", rates.bareSessions(), rates.measured());
    table.add("%s, %s".formatted(what, from), "%.1f".formatted(rates.measured()), "");
    return table;
  }

  private static void add(TextTable table, String name, double bare, double measured) {
    table.add(name, "%.1f".formatted(bare), "%.0f%%".formatted(100 * measured / bare));
  }
}
