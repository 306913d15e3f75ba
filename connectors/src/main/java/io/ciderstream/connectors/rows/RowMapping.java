package io.ciderstream.connectors.rows;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * The mapping from records to rows.
 *
 * @param routing selects the collection of a topic
 * @param key the source of the primary key
 * @param database the source of the database's name; empty for the connection's database
 * @param partition a fixed Milvus partition
 * @param partitionSource the source of the Milvus partition's name
 * @param fields maps the fields
 */
public record RowMapping(
    Routing routing,
    FieldSource key,
    Optional<FieldSource> database,
    Optional<String> partition,
    Optional<FieldSource> partitionSource,
    FieldMapping fields) {
  /** Rejects null. */
  public RowMapping {
    requireNonNull(routing, "routing");
    requireNonNull(key, "key");
    requireNonNull(database, "database");
    requireNonNull(partition, "partition");
    requireNonNull(partitionSource, "partitionSource");
    requireNonNull(fields, "fields");
  }
}
