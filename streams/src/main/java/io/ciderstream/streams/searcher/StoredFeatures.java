package io.ciderstream.streams.searcher;

import io.ciderstream.embedding.local.LocalFeatures;
import io.ciderstream.index.Row;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the local features of a row, which anybody may have written. */
final class StoredFeatures {
  private static final Logger LOG = LoggerFactory.getLogger(StoredFeatures.class);

  private StoredFeatures() {}

  /** Returns the local features; empty if there are none or they are broken. */
  static Optional<LocalFeatures> of(Row row) {
    if (row.localFeatures().length == 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalFeatures.decode(row.localFeatures()));
    } catch (IllegalArgumentException e) {
      LOG.debug("the local features of {} are not used: {}", row.id(), e.getMessage());
      return Optional.empty();
    }
  }
}
