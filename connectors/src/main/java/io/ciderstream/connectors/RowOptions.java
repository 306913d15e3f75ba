package io.ciderstream.connectors;

import static java.util.Objects.requireNonNull;

import io.ciderstream.connectors.mapping.RowMapping;
import io.ciderstream.index.rows.CollectionPlan;

/**
 * How rows are made and sent.
 *
 * @param mapping from records to rows
 * @param plan what collections are like
 * @param batchRows rows of one call, 1..16384
 * @param batchBytes bytes of one call, about; up to 64 MiB
 */
record RowOptions(RowMapping mapping, CollectionPlan plan, int batchRows, long batchBytes) {
  RowOptions {
    requireNonNull(mapping, "mapping");
    requireNonNull(plan, "plan");
  }
}
