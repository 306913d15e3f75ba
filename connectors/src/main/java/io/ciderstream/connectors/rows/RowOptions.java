package io.ciderstream.connectors.rows;

import static java.util.Objects.requireNonNull;

import io.ciderstream.index.rows.CollectionPlan;
import io.ciderstream.index.settings.BatchLimits;

/**
 * How records become rows, and how rows are written.
 *
 * @param mapping the mapping from records to rows
 * @param plan the schema of new collections
 * @param batch the limits of one write
 */
public record RowOptions(RowMapping mapping, CollectionPlan plan, BatchLimits batch) {
  public RowOptions {
    requireNonNull(mapping, "mapping");
    requireNonNull(plan, "plan");
  }
}
