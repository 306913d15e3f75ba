package io.ciderstream.index.rows;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What the collections must be like, and how missing ones are made.
 *
 * @param create whether a missing collection is made
 * @param keyField the name of the primary key field
 * @param keyBytes the length in bytes of a new VarChar key, 1..65535
 * @param declared fields said by settings; they go before what a record's schema says. Vectors are
 *     among them, of dimension 0 if the first record decides
 * @param partitionKey the field that is the partition key
 * @param partitionsMove whether a key's row may go to another Milvus partition than before
 * @param dynamic whether a new collection takes undeclared fields
 * @param evolution what becomes of fields that the collection has not
 * @param guarded whether rows keep their source, and a change from an older offset changes nothing
 * @param indexes how vectors are indexed
 */
public record CollectionPlan(
    boolean create,
    String keyField,
    int keyBytes,
    List<FieldSpec> declared,
    Optional<String> partitionKey,
    boolean partitionsMove,
    boolean dynamic,
    Evolution evolution,
    boolean guarded,
    VectorIndexPlan indexes) {
  /** With the guard: the topic of a row's record, VarChar. */
  public static final String SOURCE_TOPIC = "source_topic";

  /** With the guard: its partition, Int64. */
  public static final String SOURCE_PARTITION = "source_partition";

  /** With the guard: its offset, Int64. */
  public static final String SOURCE_OFFSET = "source_offset";

  /** Kafka's longest topic name has 249 characters. */
  private static final int TOPIC_BYTES = 249;

  /** Copies the list and refuses null. */
  public CollectionPlan {
    requireNonNull(keyField, "keyField");
    requireNonNull(partitionKey, "partitionKey");
    requireNonNull(evolution, "evolution");
    requireNonNull(indexes, "indexes");
    declared = List.copyOf(declared);
  }

  /** The declared vectors. */
  public List<FieldSpec> vectors() {
    return declared.stream().filter(field -> field.kind().isVector()).toList();
  }

  /** The fields that the guard needs; none without it. */
  public List<FieldSpec> guardFields() {
    return guarded
        ? List.of(
            FieldSpec.of(SOURCE_TOPIC, FieldKind.VARCHAR, TOPIC_BYTES, false),
            FieldSpec.of(SOURCE_PARTITION, FieldKind.INT64, 0, false),
            FieldSpec.of(SOURCE_OFFSET, FieldKind.INT64, 0, false))
        : List.of();
  }
}
