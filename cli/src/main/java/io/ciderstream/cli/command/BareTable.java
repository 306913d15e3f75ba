package io.ciderstream.cli.command;

import io.ciderstream.cli.bench.BesideBare;

/** How a rate beside those of bare inference is shown. */
final class BareTable {
  private BareTable() {}

  /**
   * Three lines.
   *
   * @param what is measured, in a word
   * @param from where to where
   */
  static Table of(BesideBare rates, String what, String from) {
    Table table = new Table("pictures a second", "median", what + " / bare");
    add(table, "bare, one session over all cores", rates.bareOneSession(), rates.measured());
    add(table, "bare, one session a core", rates.bareSessions(), rates.measured());
    table.add("%s, %s".formatted(what, from), "%.1f".formatted(rates.measured()), "");
    return table;
  }

  private static void add(Table table, String name, double bare, double measured) {
    table.add(name, "%.1f".formatted(bare), "%.0f%%".formatted(100 * measured / bare));
  }
}
