package io.ciderstream.index.milvus.rows;

import io.ciderstream.index.rows.CollectionPlan;
import io.ciderstream.index.rows.FieldKind;
import io.ciderstream.index.rows.FieldSpec;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.milvus.v2.service.collection.request.CreateCollectionReq.CollectionSchema;
import io.milvus.v2.service.collection.request.CreateCollectionReq.FieldSchema;
import io.milvus.v2.service.collection.request.CreateCollectionReq.Function;
import io.milvus.v2.service.collection.response.DescribeCollectionResp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a collection's description, and refuses a primary key that the sink cannot write. */
final class LayoutReader {
  private LayoutReader() {}

  /**
   * @throws CiderException COLLECTION_MISMATCH
   */
  static Layout read(String collection, DescribeCollectionResp described, CollectionPlan plan) {
    CollectionSchema schema = described.getCollectionSchema();
    Set<String> computed = computed(schema);
    Map<String, FieldSpec> fields = new LinkedHashMap<>();
    List<String> defaults = new ArrayList<>();
    Map<String, String> unwritable = new LinkedHashMap<>();
    FieldSpec key = null;
    String partitionKey = "";
    for (FieldSchema field : schema.getFieldSchemaList()) {
      Optional<FieldKind> kind = Kinds.of(field.getDataType());
      if (isTrue(field.getIsPrimaryKey())) {
        key = key(collection, field, kind.orElseThrow(), described, plan);
      } else if (kind.isEmpty()) {
        unwritable.put(field.getName(), field.getDataType().name());
      } else if (!computed.contains(field.getName())) {
        fields.put(field.getName(), spec(field, kind.get()));
      }
      if (field.getDefaultValue() != null) {
        defaults.add(field.getName());
      }
      if (isTrue(field.getIsPartitionKey())) {
        partitionKey = field.getName();
      }
    }
    if (key == null) {
      throw mismatch(collection, "has no primary key that could be read.");
    }
    return new Layout(
        collection,
        key,
        fields,
        defaults,
        unwritable,
        partitionKey,
        isTrue(described.getEnableDynamicField()));
  }

  private static FieldSpec key(
      String collection,
      FieldSchema field,
      FieldKind kind,
      DescribeCollectionResp described,
      CollectionPlan plan) {
    if (isTrue(field.getAutoID()) || isTrue(described.getAutoID())) {
      throw mismatch(
          collection,
          "makes its own ids (auto-id) in %s, but must take the record's key, or no record could ever"
                  .formatted(field.getName())
              + " replace or delete a row: make it anew without auto-id, or name another collection.");
    }
    if (!field.getName().equals(plan.keyField())) {
      throw mismatch(
          collection,
          "has the primary key %s, but the sink writes %s: set key.name=%s."
              .formatted(field.getName(), plan.keyField(), field.getName()));
    }
    return spec(field, kind);
  }

  private static FieldSpec spec(FieldSchema field, FieldKind kind) {
    int size =
        kind.hasDimension()
            ? number(field.getDimension())
            : kind == FieldKind.VARCHAR || kind == FieldKind.ARRAY
                ? number(field.getMaxLength())
                : 0;
    Optional<FieldKind> element =
        kind == FieldKind.ARRAY && field.getElementType() != null
            ? Kinds.of(field.getElementType())
            : Optional.empty();
    return new FieldSpec(
        field.getName(),
        kind,
        size,
        element,
        number(field.getMaxCapacity()),
        isTrue(field.getIsNullable()));
  }

  /** Fields that the server fills itself, such as the sparse vector of a BM25 function. */
  private static Set<String> computed(CollectionSchema schema) {
    Set<String> computed = new LinkedHashSet<>();
    if (schema.getFunctionList() != null) {
      for (Function function : schema.getFunctionList()) {
        computed.addAll(function.getOutputFieldNames());
      }
    }
    return computed;
  }

  private static boolean isTrue(Boolean value) {
    return Boolean.TRUE.equals(value);
  }

  private static int number(Integer value) {
    return value == null ? 0 : value;
  }

  private static CiderException mismatch(String collection, String detail) {
    return new CiderException(
        ErrorCode.COLLECTION_MISMATCH, "The collection %s %s".formatted(collection, detail));
  }
}
