package io.ciderstream.index.rows;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * The requirements of collections, and how missing ones are created.
 *
 * @param create whether a missing collection is created
 * @param key the primary key
 * @param fields the other fields
 * @param partitions the Milvus partitions
 * @param indexes how vectors are indexed
 * @param settings the names of the settings that the plan was made from
 */
public record CollectionPlan(
    boolean create,
    Key key,
    Fields fields,
    Partitioning partitions,
    VectorIndexPlan indexes,
    SettingNames settings) {
  /** The field with the topic of a row's record, VarChar. Only with the guard. */
  public static final String SOURCE_TOPIC = "source_topic";

  /** The field with the partition of a row's record, Int64. */
  public static final String SOURCE_PARTITION = "source_partition";

  /** The field with the offset of a row's record, Int64. */
  public static final String SOURCE_OFFSET = "source_offset";

  /** Kafka's longest topic name has 249 characters. */
  private static final int TOPIC_BYTES = 249;

  /**
   * The primary key.
   *
   * @param field the name of its field
   * @param bytes the length in bytes of a new VarChar key, 1..65535
   */
  public record Key(String field, int bytes) {
    /** Rejects null. */
    public Key {
      requireNonNull(field, "field");
    }
  }

  /**
   * The fields besides the key.
   *
   * @param declared fields from settings, which override those of a record's schema. They include
   *     the vectors, with dimension 0 if the first record decides
   * @param dynamic whether a new collection accepts undeclared fields
   * @param evolution the treatment of fields that the collection lacks
   * @param guarded whether rows store their source, and a change from an older offset has no effect
   */
  public record Fields(
      List<FieldSpec> declared, boolean dynamic, Evolution evolution, boolean guarded) {
    /** Copies the list and rejects null. */
    public Fields {
      requireNonNull(evolution, "evolution");
      declared = List.copyOf(declared);
    }
  }

  /**
   * The Milvus partitions of rows.
   *
   * @param key the field that is the partition key
   * @param rowsMove whether a key's row may go to another partition than before
   */
  public record Partitioning(Optional<String> key, boolean rowsMove) {
    /** Rejects null. */
    public Partitioning {
      requireNonNull(key, "key");
    }
  }

  /** Rejects null. */
  public CollectionPlan {
    requireNonNull(key, "key");
    requireNonNull(fields, "fields");
    requireNonNull(partitions, "partitions");
    requireNonNull(indexes, "indexes");
    requireNonNull(settings, "settings");
  }

  /** Returns the name of a setting, for messages. */
  public String setting(PlanSetting setting) {
    return settings.of(setting);
  }

  /** Returns the declared vectors. */
  public List<FieldSpec> vectors() {
    return fields.declared().stream().filter(field -> field.kind().isVector()).toList();
  }

  /** Returns the fields that the guard needs; none without it. */
  public List<FieldSpec> guardFields() {
    return fields.guarded()
        ? List.of(
            FieldSpec.of(SOURCE_TOPIC, FieldKind.VARCHAR, TOPIC_BYTES, false),
            FieldSpec.of(SOURCE_PARTITION, FieldKind.INT64, 0, false),
            FieldSpec.of(SOURCE_OFFSET, FieldKind.INT64, 0, false))
        : List.of();
  }
}
