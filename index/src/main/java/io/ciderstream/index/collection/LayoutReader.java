package io.ciderstream.index.collection;

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

/** Reads the layout from a collection's description. */
final class LayoutReader {
  private LayoutReader() {}

  /**
   * Returns the layout.
   *
   * @throws CiderException COLLECTION_MISMATCH
   */
  static Layout read(String collection, DescribeCollectionResp described) {
    CollectionSchema schema = described.getCollectionSchema();
    Set<String> computed = computed(schema);
    Map<String, FieldSpec> fields = new LinkedHashMap<>();
    List<String> defaults = new ArrayList<>();
    Map<String, String> unwritable = new LinkedHashMap<>();
    FieldSpec key = null;
    boolean generated = false;
    String partitionKey = "";
    for (FieldSchema field : schema.getFieldSchemaList()) {
      Optional<FieldKind> kind = FieldTypes.of(field.getDataType());
      if (isTrue(field.getIsPrimaryKey())) {
        key = spec(field, kind.orElseThrow());
        generated = isTrue(field.getAutoID()) || isTrue(described.getAutoID());
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
      throw mismatch(collection, "has no readable primary key.");
    }
    return new Layout(
        collection,
        new Layout.PrimaryKey(key, generated),
        fields,
        defaults,
        unwritable,
        partitionKey,
        isTrue(described.getEnableDynamicField()));
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
            ? FieldTypes.of(field.getElementType())
            : Optional.empty();
    return new FieldSpec(
        field.getName(),
        kind,
        size,
        element,
        number(field.getMaxCapacity()),
        isTrue(field.getIsNullable()));
  }

  /** Returns the fields that the server computes, such as the sparse vector of a BM25 function. */
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
