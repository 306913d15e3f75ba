package io.ciderstream.index.rows;

import java.util.List;

/**
 * The fields of a record's schema, after the mapping. Records of one schema share one instance.
 *
 * @param fields empty if the records have no schema
 */
public record RowSchema(List<FieldSpec> fields) {
  /** The schema of records without one. */
  public static final RowSchema NONE = new RowSchema(List.of());

  /** Copies the list. */
  public RowSchema {
    fields = List.copyOf(fields);
  }
}
