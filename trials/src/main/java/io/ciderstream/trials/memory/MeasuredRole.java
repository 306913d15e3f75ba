package io.ciderstream.trials.memory;

import java.util.Locale;

/** The roles, as commands. */
public enum MeasuredRole {
  CONSOLE,
  EMBEDDER,
  SEARCHER,
  CONNECT;

  /** Returns the name of the command. */
  public String command() {
    return name().toLowerCase(Locale.ROOT);
  }
}
