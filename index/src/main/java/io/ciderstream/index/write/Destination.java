package io.ciderstream.index.write;

import io.ciderstream.index.rows.FieldSpec;
import io.ciderstream.index.rows.Target;
import java.util.Optional;

/**
 * The collection and partition of a row.
 *
 * @param target the collection
 * @param key its primary key field
 * @param partition the Milvus partition; empty is the collection's default
 */
public record Destination(Target target, FieldSpec key, Optional<String> partition) {
  /** Returns the collection's default partition. */
  public static Destination of(Target target, FieldSpec key) {
    return new Destination(target, key, Optional.empty());
  }
}
