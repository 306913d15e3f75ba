package io.ciderstream.index.rows;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A row before it is encoded for its collection. Values are null, Boolean, Long, Integer, Short,
 * Byte, Float, Double, BigInteger, BigDecimal, String, {@code byte[]}, {@code float[]}, {@code
 * double[]}, lists and maps of these. Arrays are shared, not copied, and must not be changed.
 *
 * @param key the primary key
 * @param fields the other fields by name
 * @param partition the Milvus partition; empty is the collection's default
 * @param schema the record's schema
 */
public record SinkRow(
    RowKey key, Map<String, Object> fields, Optional<String> partition, RowSchema schema) {

  /** Copies the map and rejects null. */
  public SinkRow {
    requireNonNull(key, "key");
    requireNonNull(partition, "partition");
    requireNonNull(schema, "schema");
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** Returns the key and the names of the fields, without values. */
  @Override
  public String toString() {
    return "SinkRow[key=%s, fields=%s]".formatted(key, fields.keySet());
  }
}
