package io.ciderstream.index;

import java.util.function.Consumer;

/** Reads the whole index, for checks against the log and for rebuilds. */
public interface DescriptorScan {
  /**
   * Passes each row with its vector, without local features, to the consumer once, in no particular
   * order, on the calling thread. Rows written during the scan may be missing.
   *
   * @throws io.ciderstream.schemas.CiderException see {@link DescriptorSearch}
   */
  void scan(Consumer<Row> sink);
}
