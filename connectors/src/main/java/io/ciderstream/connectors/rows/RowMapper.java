package io.ciderstream.connectors.rows;

import io.ciderstream.connectors.values.PlainValues;
import io.ciderstream.index.rows.RowChange;
import io.ciderstream.index.rows.RowKey;
import io.ciderstream.index.rows.RowSchema;
import io.ciderstream.index.rows.SinkRow;
import io.ciderstream.index.rows.SourceOffset;
import io.ciderstream.index.rows.Target;
import io.ciderstream.index.rows.TargetedChange;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.RecordPosition;
import java.math.BigInteger;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;

/** Maps records to changes of collections. One thread. */
public final class RowMapper {
  /** More than the versions of schemas that topics have; beyond it, schemas are read again. */
  private static final int MAX_SCHEMAS = 1000;

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,254}");

  private final RowMapping mapping;
  private final Map<Schema, RowSchema> schemas = new IdentityHashMap<>();

  public RowMapper(RowMapping mapping) {
    this.mapping = mapping;
  }

  /** Returns the collection of a topic in the connection's database. */
  public Target target(String topic) {
    return new Target("", mapping.routing().collection(topic));
  }

  /**
   * Maps a record; a null value deletes.
   *
   * @throws CiderException KEY_INVALID, VALUE_INVALID, FIELD_INVALID, SETTING_INVALID, or
   *     REGISTRY_UNAVAILABLE
   */
  public TargetedChange map(SinkRecord record) {
    Map<String, Object> value =
        record.value() == null ? Map.of() : PlainValues.fields(record.value());
    Target target =
        new Target(
            mapping.database().map(source -> name(record, value, source, "database")).orElse(""),
            mapping.routing().collection(record.topic()));
    SourceOffset source =
        new SourceOffset(
            record.originalTopic(),
            new RecordPosition(record.originalKafkaPartition(), record.originalKafkaOffset()));
    RowKey key = key(record, value);
    if (record.value() == null) {
      return new TargetedChange(target, new RowChange.Delete(key, source));
    }
    SinkRow row =
        new SinkRow(
            key,
            mapping.fields().fields(record, value),
            partition(record, value),
            schema(record.valueSchema()));
    return new TargetedChange(target, new RowChange.Upsert(row, source));
  }

  private RowKey key(SinkRecord record, Map<String, Object> value) {
    if (record.value() == null && mapping.key() instanceof FieldSource.Value) {
      throw new CiderException(
          ErrorCode.KEY_INVALID,
          "The record deletes, but key.from takes the key from the value, which is null.");
    }
    return key(PlainValues.of(mapping.key().read(record, value)));
  }

  private static RowKey key(Object plain) {
    if (plain instanceof String || plain instanceof BigInteger) {
      return new RowKey.Text(plain.toString());
    }
    if (plain instanceof byte[] bytes) {
      return new RowKey.Text(keyText(bytes));
    }
    if (plain instanceof Long
        || plain instanceof Integer
        || plain instanceof Short
        || plain instanceof Byte) {
      return new RowKey.Number(((Number) plain).longValue());
    }
    if (plain == null) {
      throw new CiderException(ErrorCode.KEY_INVALID, "The key is null or missing.");
    }
    if (plain instanceof Map<?, ?> fields) {
      throw new CiderException(
          ErrorCode.KEY_INVALID,
          "The key has the fields %s. Select one with key.from=@key.<field>."
              .formatted(fields.keySet()));
    }
    throw new CiderException(
        ErrorCode.KEY_INVALID,
        "The key is a %s, neither text nor a whole number."
            .formatted(plain.getClass().getSimpleName()));
  }

  private static String keyText(byte[] bytes) {
    try {
      return PlainValues.text(bytes);
    } catch (CiderException e) {
      throw new CiderException(ErrorCode.KEY_INVALID, "The key is not UTF-8.", e);
    }
  }

  private Optional<String> partition(SinkRecord record, Map<String, Object> value) {
    return mapping
        .partitionSource()
        .map(source -> name(record, value, source, "partition"))
        .or(mapping::partition);
  }

  private static String name(
      SinkRecord record, Map<String, Object> value, FieldSource source, String what) {
    Object found = source.read(record, value);
    if ((found instanceof String || found instanceof Number || found instanceof Boolean)
        && NAME.matcher(found.toString()).matches()) {
      return found.toString();
    }
    throw new CiderException(
        ErrorCode.FIELD_INVALID,
        ("The record has no name of a Milvus %s where the settings say: a letter or underscore, and"
                + " up to 254 more of them or digits.")
            .formatted(what));
  }

  private RowSchema schema(Schema schema) {
    if (schema == null || schema.type() != Schema.Type.STRUCT) {
      return RowSchema.NONE;
    }
    if (schemas.size() > MAX_SCHEMAS) {
      schemas.clear();
    }
    return schemas.computeIfAbsent(schema, mapping.fields()::schema);
  }
}
