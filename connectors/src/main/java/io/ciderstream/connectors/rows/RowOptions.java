package io.ciderstream.connectors.rows;

import static java.util.Objects.requireNonNull;

import io.ciderstream.index.rows.CollectionPlan;

/**
 * How rows are made and sent.
 *
 * @param mapping from records to rows
 * @param plan what collections are like
 * @param batchRows rows of one call, 1..16384
 * @param batchBytes bytes of one call, about; up to 64 MiB
 */
public record RowOptions(RowMapping mapping, CollectionPlan plan, int batchRows, long batchBytes) {
  public RowOptions {
    requireNonNull(mapping, "mapping");
    requireNonNull(plan, "plan");
  }
}
