package io.ciderstream.trials.faults.catalogue;

/** The promises of the contract, in short, with their numbers there. */
final class Promises {
  static final String NOTHING_LOST = "1: no acknowledged image is lost";
  static final String LAST_RECORD = "2: the index converges to the last record of each id";
  static final String ONE_REPLY = "3: one query, one terminal reply";
  static final String HEALS = "4: an outage loses nothing and heals without an operator";
  static final String HOSTILE = "5: hostile input is rejected, each record with its reason";
  static final String REBUILD = "2: the index can be made equal to the log again";

  private Promises() {}
}
