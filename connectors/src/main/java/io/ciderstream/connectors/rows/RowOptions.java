package io.ciderstream.connectors.rows;

import static java.util.Objects.requireNonNull;

import io.ciderstream.index.rows.CollectionPlan;
import io.ciderstream.index.settings.BatchLimits;

/**
 * How rows are made and sent.
 *
 * @param mapping from records to rows
 * @param plan what collections are like
 * @param batch the limits of one write
 */
public record RowOptions(RowMapping mapping, CollectionPlan plan, BatchLimits batch) {
  public RowOptions {
    requireNonNull(mapping, "mapping");
    requireNonNull(plan, "plan");
  }
}
