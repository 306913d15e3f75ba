package io.ciderstream.connectors.settings;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.CaseInsensitiveValidString;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The settings for rows of any collection; {@link RowParsing} reads them. */
public final class RowSettings {
  public static final String COLLECTION = "collection";
  public static final String TOPICS_COLLECTIONS = "topics.collections";
  public static final String CREATE = "collection.create";
  public static final String DYNAMIC = "collection.dynamic";
  public static final String KEY_FROM = "key.from";
  public static final String KEY_NAME = "key.name";
  public static final String KEY_BYTES = "key.max.bytes";
  public static final String VECTORS = "vector.fields";
  public static final String INDEX_TYPE = "vector.index.type";
  public static final String INDEX_METRIC = "vector.index.metric";
  public static final String INDEX_PARAMS = "vector.index.params";
  public static final String TYPES = "fields.types";
  public static final String MAP = "fields.map";
  public static final String CONSTANTS = "fields.constants";
  public static final String UNMAPPED = "fields.unmapped";
  public static final String EVOLUTION = "schema.evolution";
  public static final String DATABASE_FROM = "database.from";
  public static final String PARTITION = "partition";
  public static final String PARTITION_FROM = "partition.from";
  public static final String PARTITION_KEY = "partition.key";
  public static final String GUARD = "position.guard";

  /** What means nothing without a collection. */
  static final List<String> NEED_COLLECTION =
      List.of(
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
          PARTITION_KEY);

  private static final int LONGEST = 65_535;

  private RowSettings() {}

  static void define(ConfigDef all) {
    collections(all);
    keysAndVectors(all);
    fields(all);
    placement(all);
  }

  private static void collections(ConfigDef all) {
    all.define(
            COLLECTION,
            Type.STRING,
            "",
            HIGH,
            "The Milvus collection for the records' rows; ${topic} in it is the topic. Empty, with"
                + " topics.collections empty too: the records are descriptors of cider-stream, for"
                + " index.name.")
        .define(
            TOPICS_COLLECTIONS,
            Type.LIST,
            List.of(),
            MEDIUM,
            "Collections by topic, pattern=collection each; the first pattern that matches the whole"
                + " topic counts, else collection. ${topic} is the topic, $1 the pattern's first"
                + " group. What a name may not have becomes an underscore.")
        .define(
            CREATE,
            Type.BOOLEAN,
            true,
            MEDIUM,
            "Whether a missing collection is made, from the first record's schema and vectors.")
        .define(
            DYNAMIC,
            Type.BOOLEAN,
            true,
            MEDIUM,
            "Whether a new collection keeps undeclared fields in Milvus' dynamic field. Records"
                + " without a schema need it, but for fields.types.");
  }

  private static void keysAndVectors(ConfigDef all) {
    all.define(
            KEY_FROM,
            Type.STRING,
            "@key",
            new NonEmptyString(),
            HIGH,
            "Where the primary key is: @key, the record's key; @key.name, a field of it; or a field"
                + " of the value, which leaves deletions without a key.")
        .define(
            KEY_NAME,
            Type.STRING,
            "id",
            new NonEmptyString(),
            MEDIUM,
            "The name of the collection's primary key.")
        .define(
            KEY_BYTES,
            Type.INT,
            512,
            between(1, LONGEST),
            LOW,
            "The longest text key of a new collection, in bytes of UTF-8.")
        .define(
            VECTORS,
            Type.LIST,
            List.of("vector"),
            HIGH,
            "The vector fields, name, name:Type or name:Type:dimension each, by their names in"
                + " Milvus. Types are FloatVector (the default), Float16Vector, BFloat16Vector,"
                + " Int8Vector, BinaryVector, SparseFloatVector. The first record gives a dimension"
                + " that is not said.")
        .define(
            INDEX_TYPE,
            Type.LIST,
            List.of(),
            MEDIUM,
            "The index of new vector fields, such as FLAT, HNSW, HNSW_SQ, IVF_FLAT, IVF_SQ8, DISKANN,"
                + " AUTOINDEX; or field=TYPE each. By default HNSW, BIN_FLAT for binary and"
                + " SPARSE_INVERTED_INDEX for sparse vectors.")
        .define(
            INDEX_METRIC,
            Type.LIST,
            List.of(),
            MEDIUM,
            "The metric of new vector fields, such as COSINE, IP, L2; or field=METRIC each. By"
                + " default COSINE, HAMMING for binary and IP for sparse vectors.")
        .define(
            INDEX_PARAMS,
            Type.LIST,
            List.of(),
            LOW,
            "Parameters of the index, name=value or field.name=value each, such as"
                + " M=16,efConstruction=200.");
  }

  private static void fields(ConfigDef all) {
    all.define(
            TYPES,
            Type.LIST,
            List.of(),
            MEDIUM,
            "Types of other fields of a new collection, name:Type or name:Type:size each, such as"
                + " price:Double,title:VarChar:200,tags:Array<VarChar>:32. A record's schema gives"
                + " the rest.")
        .define(
            MAP,
            Type.LIST,
            List.of(),
            MEDIUM,
            "Rules for fields, source=target each. A source is a field of the value (a.b for one"
                + " inside), @key, @key.field, @topic, @partition, @offset, @timestamp or"
                + " @header.name. A target is a field, field.name inside a JSON field, or nothing to"
                + " drop.")
        .define(
            CONSTANTS,
            Type.LIST,
            List.of(),
            LOW,
            "Fields with a fixed value, name=value each; true, false and numbers are taken as such.")
        .define(
            UNMAPPED,
            Type.STRING,
            "keep",
            CaseInsensitiveValidString.in("keep", "drop"),
            LOW,
            "Fields of the value without a rule: keep, or drop all but vector.fields and"
                + " fields.types.")
        .define(
            EVOLUTION,
            Type.STRING,
            "dynamic",
            CaseInsensitiveValidString.in("add", "dynamic", "refuse"),
            MEDIUM,
            "A field that the collection has not: add it to the collection (Milvus 2.6), keep it in"
                + " the dynamic field, or refuse the record.");
  }

  private static void placement(ConfigDef all) {
    all.define(
            DATABASE_FROM,
            Type.STRING,
            "",
            LOW,
            "Where the name of the Milvus database is, as in fields.map; deletions need it in the key"
                + " or a header. Empty: index.database.")
        .define(
            PARTITION,
            Type.STRING,
            "",
            LOW,
            "The Milvus partition of all rows; it is made if it is missing.")
        .define(
            PARTITION_FROM,
            Type.STRING,
            "",
            LOW,
            "Where the name of the Milvus partition is, as in fields.map. As a row may change its"
                + " partition, each batch is written and then deleted from all other partitions, by"
                + " a call for each: a row that moves is there twice for a moment (on Milvus Lite:"
                + " missing for a moment). Excludes partition.")
        .define(
            PARTITION_KEY,
            Type.STRING,
            "",
            LOW,
            "The field that is the partition key (Milvus 2.4). Excludes partition and"
                + " partition.from.")
        .define(
            GUARD,
            Type.BOOLEAN,
            false,
            MEDIUM,
            "Whether a change from an older offset of the same partition changes nothing. Rows keep the"
                + " source_topic, source_partition and source_offset of their record for it; descriptors"
                + " have the position of their image. Costs a strongly consistent read for each batch. A"
                + " deleted row leaves nothing to compare with. Not for a topic that was made anew under"
                + " the same name, whose offsets begin again.");
  }
}
