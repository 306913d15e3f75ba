package io.ciderstream.index.collection;

import io.ciderstream.index.rows.FieldSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A collection as the server describes it.
 *
 * @param collection its name
 * @param key the primary key
 * @param generatesKeys whether the server makes the keys (auto-id)
 * @param fields the fields that a row must or may have, without the key, by name
 * @param defaults the names of fields that have a default value
 * @param unwritable fields of types that the sink does not write
 * @param partitionKey the partition key's name, or empty text
 * @param dynamic whether it takes undeclared fields
 */
public record Layout(
    String collection,
    FieldSpec key,
    boolean generatesKeys,
    Map<String, FieldSpec> fields,
    List<String> defaults,
    Map<String, String> unwritable,
    String partitionKey,
    boolean dynamic) {

  public Layout {
    fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    defaults = List.copyOf(defaults);
    unwritable = Map.copyOf(unwritable);
  }

  /** True if a row may lack this field. */
  public boolean mayLack(FieldSpec field) {
    return field.nullable() || defaults.contains(field.name());
  }
}
