package io.ciderstream.connectors.rows;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * How records become rows.
 *
 * @param routing which topic goes to which collection
 * @param key where the primary key is
 * @param database where the database's name is; none for the connection's own
 * @param partition a fixed Milvus partition
 * @param partitionSource where the Milvus partition's name is
 * @param fields which fields are taken
 */
public record RowMapping(
    Routing routing,
    Source key,
    Optional<Source> database,
    Optional<String> partition,
    Optional<Source> partitionSource,
    FieldsMap fields) {
  /** Refuses null. */
  public RowMapping {
    requireNonNull(routing, "routing");
    requireNonNull(key, "key");
    requireNonNull(database, "database");
    requireNonNull(partition, "partition");
    requireNonNull(partitionSource, "partitionSource");
    requireNonNull(fields, "fields");
  }
}
