package io.ciderstream.index.collection;

import io.ciderstream.index.rows.FieldSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A collection as the server describes it.
 *
 * @param collection its name
 * @param primaryKey the primary key
 * @param fields the fields besides the key, by name
 * @param defaults the names of fields that have a default value
 * @param unwritable the types of fields that cannot be written, by name
 * @param partitionKey the partition key's name; empty if there is none
 * @param dynamic whether it accepts undeclared fields
 */
public record Layout(
    String collection,
    PrimaryKey primaryKey,
    Map<String, FieldSpec> fields,
    List<String> defaults,
    Map<String, String> unwritable,
    String partitionKey,
    boolean dynamic) {

  /**
   * The primary key.
   *
   * @param field its field
   * @param generated whether the server generates the keys (auto-id)
   */
  public record PrimaryKey(FieldSpec field, boolean generated) {}

  /** Copies the collections. */
  public Layout {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    defaults = List.copyOf(defaults);
    unwritable = Map.copyOf(unwritable);
  }

  /** Returns the field of the primary key. */
  public FieldSpec key() {
    return primaryKey.field();
  }

  /** Returns whether a row may lack this field. */
  public boolean mayLack(FieldSpec field) {
    return field.nullable() || defaults.contains(field.name());
  }
}
