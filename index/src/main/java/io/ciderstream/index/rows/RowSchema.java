package io.ciderstream.index.rows;

import java.util.List;

/**
 * What the schema of a record says about its fields, after the mapping. Records of one schema share
 * one instance.
 *
 * @param fields empty if the records have no schema
 */
public record RowSchema(List<FieldSpec> fields) {
  /** Of records without a schema. */
  public static final RowSchema NONE = new RowSchema(List.of());

  /** Copies the list. */
  public RowSchema {
    fields = List.copyOf(fields);
  }
}
