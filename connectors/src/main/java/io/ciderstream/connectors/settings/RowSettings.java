package io.ciderstream.connectors.settings;

import io.ciderstream.connectors.rows.RowOptions;
import io.ciderstream.index.rows.CollectionPlan;
import io.ciderstream.index.settings.IndexSettings;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.settings.Setting;
import io.ciderstream.schemas.settings.SettingCheck;
import io.ciderstream.schemas.settings.SettingValues;
import java.util.List;
import java.util.Set;

/** The settings for rows of any collection. */
public final class RowSettings {
  private static final int MAX_KEY_BYTES = 65_535;

  public static final Setting<String> COLLECTION =
      Setting.text(
          "collection",
          "",
          SettingCheck.none(),
          "The Milvus collection of the records' rows. ${topic} in it is replaced by the topic. If"
              + " this and topics.collections are empty, the records are descriptors of cider-stream"
              + " for %s.".formatted(IndexSettings.NAME));

  public static final Setting<List<String>> TOPICS_COLLECTIONS =
      Setting.list(
          "topics.collections",
          List.of(),
          "Collections by topic, pattern=collection each. The first pattern that matches the whole"
              + " topic decides; without a match, the setting collection does. ${topic} is replaced"
              + " by the topic, $1 by the first group of the pattern. Characters that a collection's"
              + " name cannot contain become underscores.");

  public static final Setting<Boolean> CREATE =
      Setting.flag(
          "collection.create",
          true,
          "Whether the sink creates a missing collection, from the first record's schema and"
              + " vectors.");

  public static final Setting<Boolean> DYNAMIC =
      Setting.flag(
          "collection.dynamic",
          true,
          "Whether a new collection stores undeclared fields in Milvus' dynamic field. Required for"
              + " records without a schema, except for the fields in fields.types.");

  public static final Setting<String> KEY_FROM =
      Setting.text(
          "key.from",
          "@key",
          SettingCheck.nonEmpty(),
          "The source of the primary key: @key, the record's key; @key.name, a field of it; or a"
              + " field of the value, in which case deletions have no key.");

  public static final Setting<String> KEY_NAME =
      Setting.text(
          "key.name", "id", SettingCheck.nonEmpty(), "The name of the collection's primary key.");

  public static final Setting<Integer> KEY_BYTES =
      Setting.number(
          "key.max.bytes",
          512,
          1,
          MAX_KEY_BYTES,
          "The longest text key of a new collection, in bytes of UTF-8.");

  public static final Setting<List<String>> VECTORS =
      Setting.list(
          "vector.fields",
          List.of("vector"),
          "The vector fields by their names in Milvus: name, name:Type or name:Type:dimension each."
              + " Types are FloatVector (the default), Float16Vector, BFloat16Vector, Int8Vector,"
              + " BinaryVector and SparseFloatVector. Without a dimension, the first record decides.");

  public static final Setting<List<String>> INDEX_TYPE =
      Setting.list(
          "vector.index.type",
          List.of(),
          "The index of new vector fields, such as FLAT, HNSW, HNSW_SQ, IVF_FLAT, IVF_SQ8, DISKANN"
              + " or AUTOINDEX; or field=TYPE each. By default HNSW, for binary vectors BIN_FLAT and"
              + " for sparse vectors SPARSE_INVERTED_INDEX.");

  public static final Setting<List<String>> INDEX_METRIC =
      Setting.list(
          "vector.index.metric",
          List.of(),
          "The metric of new vector fields, such as COSINE, IP or L2; or field=METRIC each. By"
              + " default COSINE, for binary vectors HAMMING and for sparse vectors IP.");

  public static final Setting<List<String>> INDEX_PARAMS =
      Setting.list(
          "vector.index.params",
          List.of(),
          "Parameters of the index, name=value or field.name=value each, such as"
              + " M=16,efConstruction=200.");

  public static final Setting<List<String>> TYPES =
      Setting.list(
          "fields.types",
          List.of(),
          "Types of other fields of a new collection, name:Type or name:Type:size each, such as"
              + " price:Double,title:VarChar:200,tags:Array<VarChar>:32. The record's schema decides"
              + " the types of all other fields.");

  public static final Setting<List<String>> MAP =
      Setting.list(
              "fields.map",
              List.of(),
              "Rules for fields, source=target each. A source is a field of the value (a.b for a nested"
                  + " one), @key, @key.field, @topic, @partition, @offset, @timestamp or @header.name. A"
                  + " target is a field, field.name inside a JSON field, or empty to drop the source.")
          .withRemedyFor(ErrorCode.FIELD_INVALID);

  public static final Setting<List<String>> CONSTANTS =
      Setting.list(
          "fields.constants",
          List.of(),
          "Fields with a fixed value, name=value each. true, false and numbers keep their type.");

  public static final Setting<String> UNMAPPED =
      Setting.text(
          "fields.unmapped",
          "keep",
          SettingCheck.oneOfAnyCase("keep", "drop"),
          "Fields of the value without a rule: keep, or drop all except those in vector.fields and"
              + " fields.types.");

  public static final Setting<String> EVOLUTION =
      Setting.text(
          "schema.evolution",
          "dynamic",
          SettingCheck.oneOfAnyCase("add", "dynamic", "refuse"),
          "A field that the collection lacks: add it to the collection (Milvus 2.6), store it in the"
              + " dynamic field, or refuse the record.");

  public static final Setting<String> DATABASE_FROM =
      Setting.text(
          "database.from",
          "",
          SettingCheck.none(),
          "The source of the name of the Milvus database, as in fields.map. Deletions need it in the"
              + " key or a header. Empty means %s.".formatted(IndexSettings.DATABASE));

  public static final Setting<String> PARTITION =
      Setting.text(
          "partition",
          "",
          SettingCheck.none(),
          "The Milvus partition of all rows. The sink creates it if it is missing.");

  public static final Setting<String> PARTITION_FROM =
      Setting.text(
          "partition.from",
          "",
          SettingCheck.none(),
          "The source of the name of the Milvus partition, as in fields.map. Because a row can move"
              + " to another partition, the sink writes each batch and then deletes its keys from all"
              + " other partitions, with one call for each. A row that moves exists twice for a moment"
              + " (on Milvus Lite it is missing for a moment). Excludes partition.");

  public static final Setting<String> PARTITION_KEY =
      Setting.text(
          "partition.key",
          "",
          SettingCheck.none(),
          "The field that is the partition key (Milvus 2.4). Excludes partition and partition.from.");

  public static final Setting<Boolean> GUARD =
      Setting.flag(
          "position.guard",
          false,
          "Whether the sink ignores a change from an older offset of the same partition. For this,"
              + " rows store the source_topic, source_partition and source_offset of their record;"
              + " descriptors have the position of their image. Costs a strongly consistent read for"
              + " each batch. A deleted row leaves nothing to compare with. Not for a topic that was"
              + " created again under the same name, because its offsets start again.");

  public static final List<Setting<?>> ALL =
      List.of(
          COLLECTION,
          TOPICS_COLLECTIONS,
          CREATE,
          DYNAMIC,
          KEY_FROM,
          KEY_NAME,
          KEY_BYTES,
          VECTORS,
          INDEX_TYPE,
          INDEX_METRIC,
          INDEX_PARAMS,
          TYPES,
          MAP,
          CONSTANTS,
          UNMAPPED,
          EVOLUTION,
          DATABASE_FROM,
          PARTITION,
          PARTITION_FROM,
          PARTITION_KEY,
          GUARD);

  /** The settings that also apply to descriptors, or that select rows. */
  private static final Set<Setting<?>> NOT_ONLY_ROWS =
      Set.of(COLLECTION, TOPICS_COLLECTIONS, GUARD);

  private RowSettings() {}

  /** Returns whether the records are rows of any collection. */
  static boolean isUsed(SettingValues values) {
    return values.filled(COLLECTION).isPresent() || !values.get(TOPICS_COLLECTIONS).isEmpty();
  }

  /**
   * Rejects settings that have no meaning for descriptors.
   *
   * @param given the names of all settings that were given
   * @throws CiderException SETTING_INVALID
   */
  static void rejectUnused(Set<String> given) {
    ALL.stream()
        .filter(setting -> !NOT_ONLY_ROWS.contains(setting) && given.contains(setting.name()))
        .findFirst()
        .ifPresent(
            setting -> {
              throw new CiderException(
                  ErrorCode.SETTING_INVALID,
                  "%s is set, but neither %s nor %s is. Without them the sink accepts only descriptors of cider-stream."
                      .formatted(setting.name(), COLLECTION.name(), TOPICS_COLLECTIONS.name()));
            });
  }

  /**
   * Returns the options.
   *
   * @param values of {@link #ALL} and of the settings of the index
   * @throws CiderException SETTING_INVALID if a value is invalid or contradicts another one
   */
  public static RowOptions from(SettingValues values) {
    CollectionPlan plan = CollectionPlans.from(values);
    return new RowOptions(RowMappings.from(values, plan), plan, IndexSettings.batchLimits(values));
  }
}
