package io.ciderstream.streams.runtime;

import java.util.Locale;

/** The group protocols by which the instances of a role share the partitions. */
public enum GroupProtocol {
  /** By the clients; any broker. */
  CLASSIC,
  /** By the broker; 4.2 or newer. Recovers faster. */
  STREAMS;

  /** Returns the value of {@code group.protocol}. */
  public String setting() {
    return name().toLowerCase(Locale.ROOT);
  }
}
