package io.ciderstream.index.milvus;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.common.DataType;
import io.milvus.v2.service.collection.request.AddFieldReq;
import io.milvus.v2.service.collection.request.CreateCollectionReq.CollectionSchema;
import io.milvus.v2.service.collection.request.CreateCollectionReq.FieldSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fields of a collection. */
final class Fields {
  static final String ID = "id";
  static final String VECTOR = "vector";
  static final String METADATA = "metadata";
  static final String CAPTURED_AT = "captured_at";
  static final String MODEL = "model";
  static final String BOXES = "boxes";
  static final String WIDTH = "width";
  static final String HEIGHT = "height";
  static final String SOURCE_PARTITION = "source_partition";
  static final String SOURCE_OFFSET = "source_offset";
  static final String SOURCE_TIMESTAMP = "source_timestamp";

  static final int TEXT_BYTES = 512;

  /** Stands for "unknown" in captured_at, as 2.3 has no null. */
  static final long UNKNOWN_TIME = Long.MIN_VALUE;

  private static final Map<String, DataType> TYPES = new LinkedHashMap<>();

  static {
    TYPES.put(ID, DataType.VarChar);
    TYPES.put(VECTOR, DataType.FloatVector);
    TYPES.put(METADATA, DataType.JSON);
    TYPES.put(CAPTURED_AT, DataType.Int64);
    TYPES.put(MODEL, DataType.VarChar);
    TYPES.put(BOXES, DataType.JSON);
    TYPES.put(WIDTH, DataType.Int64);
    TYPES.put(HEIGHT, DataType.Int64);
    TYPES.put(SOURCE_PARTITION, DataType.Int64);
    TYPES.put(SOURCE_OFFSET, DataType.Int64);
    TYPES.put(SOURCE_TIMESTAMP, DataType.Int64);
  }

  private Fields() {}

  static List<String> all() {
    return List.copyOf(TYPES.keySet());
  }

  static List<String> allButVector() {
    return TYPES.keySet().stream().filter(name -> !name.equals(VECTOR)).toList();
  }

  static List<String> idAndSource() {
    return List.of(ID, SOURCE_PARTITION, SOURCE_OFFSET, SOURCE_TIMESTAMP);
  }

  static CollectionSchema schema(int dimension) {
    CollectionSchema schema = MilvusClientV2.CreateSchema();
    TYPES.forEach((name, type) -> schema.addField(field(name, type, dimension)));
    return schema;
  }

  /** Refuses a collection with other fields, and tells the dimension of its vectors. */
  static int check(String collection, CollectionSchema schema) {
    TYPES.forEach(
        (name, type) -> {
          FieldSchema field = schema.getField(name);
          DataType actual = field == null ? null : field.getDataType();
          if (actual != type) {
            throw mismatch(collection, name, actual, type);
          }
        });
    FieldSchema id = schema.getField(ID);
    if (!Boolean.TRUE.equals(id.getIsPrimaryKey()) || Boolean.TRUE.equals(id.getAutoID())) {
      throw mismatch(
          collection, ID, "no primary key of our choice", "the primary key, not auto-id");
    }
    if (id.getMaxLength() < TEXT_BYTES) {
      throw mismatch(collection, ID, "VarChar(%d)".formatted(id.getMaxLength()), "VarChar(512)");
    }
    return schema.getField(VECTOR).getDimension();
  }

  private static AddFieldReq field(String name, DataType type, int dimension) {
    var field = AddFieldReq.builder().fieldName(name).dataType(type);
    return switch (type) {
      case VarChar -> field.maxLength(TEXT_BYTES).isPrimaryKey(name.equals(ID)).build();
      case FloatVector -> field.dimension(dimension).build();
      default -> field.build();
    };
  }

  private static CiderException mismatch(
      String collection, String field, Object actual, Object expected) {
    return new CiderException(
        ErrorCode.COLLECTION_MISMATCH,
        "The field %s of %s is %s, but must be %s."
            .formatted(field, collection, actual == null ? "missing" : actual, expected));
  }
}
