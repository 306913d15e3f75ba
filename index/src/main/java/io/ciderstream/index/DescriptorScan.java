package io.ciderstream.index;

import java.util.function.Consumer;

/** Reads the whole index, for checks against the log and for rebuilds. */
public interface DescriptorScan {
  /**
   * Gives each row with its vector once, in no particular order, on the calling thread. Rows
   * written while it runs may be missing.
   *
   * @throws io.ciderstream.schemas.CiderException as {@link DescriptorSearch} says
   */
  void scan(Consumer<Row> sink);
}
