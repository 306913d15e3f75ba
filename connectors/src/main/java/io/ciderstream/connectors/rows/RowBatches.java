package io.ciderstream.connectors.rows;

import io.ciderstream.index.settings.BatchLimits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Cuts changes into calls, by rows and by bytes. */
final class RowBatches {
  private RowBatches() {}

  static List<List<PendingRow>> cut(Collection<PendingRow> rows, BatchLimits limits) {
    List<List<PendingRow>> batches = new ArrayList<>();
    List<PendingRow> batch = new ArrayList<>();
    long bytes = 0;
    for (PendingRow row : rows) {
      long size = row.change().bytes();
      if (!batch.isEmpty() && (batch.size() == limits.rows() || bytes + size > limits.bytes())) {
        batches.add(batch);
        batch = new ArrayList<>();
        bytes = 0;
      }
      batch.add(row);
      bytes += size;
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    return batches;
  }
}
