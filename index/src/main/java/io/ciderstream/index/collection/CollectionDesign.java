package io.ciderstream.index.collection;

import io.ciderstream.index.rows.CollectionPlan;
import io.ciderstream.index.rows.FieldKind;
import io.ciderstream.index.rows.FieldSpec;
import io.ciderstream.index.rows.PlanSetting;
import io.ciderstream.index.rows.RowKey;
import io.ciderstream.index.rows.SinkRow;
import io.ciderstream.index.rows.Target;
import io.ciderstream.index.values.BadValueException;
import io.ciderstream.index.values.VectorJson;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.common.ConsistencyLevel;
import io.milvus.v2.service.collection.request.AddFieldReq;
import io.milvus.v2.service.collection.request.CreateCollectionReq;
import io.milvus.v2.service.collection.request.CreateCollectionReq.CollectionSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Designs a collection for its first row. */
public final class CollectionDesign {
  private static final int MIN_ARRAY_TEXT = 512;

  private final CollectionPlan plan;
  private final ServerVersion version;

  /** Creates designs for a server of this version. */
  public CollectionDesign(CollectionPlan plan, ServerVersion version) {
    this.plan = plan;
    this.version = version;
  }

  /**
   * Returns the request that creates a collection.
   *
   * @throws CiderException SETTING_INVALID, SERVER_TOO_OLD, or VECTOR_INVALID if the row lacks the
   *     vector that determines the dimension
   */
  public CreateCollectionReq request(Target target, SinkRow first) {
    List<FieldSpec> fields = fields(first);
    CollectionSchema schema = MilvusClientV2.CreateSchema();
    schema.setEnableDynamicField(plan.fields().dynamic());
    schema.addField(key(first.key()));
    fields.forEach(field -> schema.addField(request(field, AddFieldReq.builder())));
    var request =
        CreateCollectionReq.builder()
            .collectionName(target.collection())
            .collectionSchema(schema)
            .consistencyLevel(ConsistencyLevel.BOUNDED)
            .indexParams(
                fields.stream()
                    .filter(field -> field.kind().isVector())
                    .map(field -> IndexParams.of(field, plan, version))
                    .toList());
    if (!target.database().isEmpty()) {
      request.databaseName(target.database());
    }
    return request.build();
  }

  /** Returns the fields without the key: declared ones, then the schema's, then the guard's. */
  List<FieldSpec> fields(SinkRow first) {
    Map<String, FieldSpec> fields = new LinkedHashMap<>();
    for (FieldSpec field : plan.fields().declared()) {
      fields.put(
          field.name(), field.kind().isVector() ? vector(field, first) : declaredScalar(field));
    }
    for (FieldSpec field : first.schema().fields()) {
      if (!field.name().equals(plan.key().field()) && !fields.containsKey(field.name())) {
        fromSchema(field).ifPresent(found -> fields.put(field.name(), found));
      }
    }
    plan.guardFields().forEach(field -> fields.put(field.name(), field));
    check(fields);
    return new ArrayList<>(fields.values());
  }

  private void check(Map<String, FieldSpec> fields) {
    List<FieldSpec> vectors =
        fields.values().stream().filter(field -> field.kind().isVector()).toList();
    if (vectors.isEmpty()) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "%s is empty, but a Milvus collection needs a vector."
              .formatted(plan.setting(PlanSetting.VECTORS)));
    }
    if (vectors.size() > 1) {
      ServerFeature.SEVERAL_VECTORS.require(version, plan.setting(PlanSetting.VECTORS));
    }
    vectors.forEach(
        field ->
            ServerFeature.of(field.kind())
                .ifPresent(feature -> feature.require(version, "The field " + field.name())));
    plan.partitions()
        .key()
        .ifPresent(
            name -> {
              ServerFeature.PARTITION_KEY.require(version, plan.setting(PlanSetting.PARTITION_KEY));
              if (!fields.containsKey(name)) {
                throw new CiderException(
                    ErrorCode.SETTING_INVALID,
                    "%s is %s, which is not a field of the records. Declare its type with %s."
                        .formatted(
                            plan.setting(PlanSetting.PARTITION_KEY),
                            name,
                            plan.setting(PlanSetting.TYPES)));
              }
            });
  }

  private FieldSpec declaredScalar(FieldSpec field) {
    boolean isPartitionKey = plan.partitions().key().filter(field.name()::equals).isPresent();
    return field.withNullable(!isPartitionKey && version.has(ServerFeature.NULLABLE));
  }

  /** Returns no field on servers without null, where the dynamic field stores nullable values. */
  private Optional<FieldSpec> fromSchema(FieldSpec field) {
    if (plan.partitions().key().filter(field.name()::equals).isPresent()) {
      return Optional.of(field.withNullable(false));
    }
    if (!field.nullable() || version.has(ServerFeature.NULLABLE)) {
      return Optional.of(field);
    }
    if (!plan.fields().dynamic()) {
      ServerFeature.NULLABLE.require(version, "The optional field " + field.name());
    }
    return Optional.empty();
  }

  private static FieldSpec vector(FieldSpec field, SinkRow first) {
    if (!field.kind().hasDimension() || field.size() > 0) {
      return field;
    }
    int dimension;
    try {
      dimension = VectorJson.dimension(field.kind(), first.fields().get(field.name()));
    } catch (BadValueException e) {
      throw new CiderException(
          ErrorCode.VECTOR_INVALID,
          "The %s of key %s, which determines the new collection's dimension, %s."
              .formatted(field.name(), first.key(), e.getMessage()));
    }
    if (dimension == 0) {
      throw new CiderException(
          ErrorCode.VECTOR_INVALID,
          "The %s of key %s is empty.".formatted(field.name(), first.key()));
    }
    return field.withSize(dimension);
  }

  private AddFieldReq key(RowKey key) {
    var field =
        AddFieldReq.builder().fieldName(plan.key().field()).isPrimaryKey(true).autoID(false);
    return key instanceof RowKey.Number
        ? field.dataType(FieldTypes.sdk(FieldKind.INT64)).build()
        : field.dataType(FieldTypes.sdk(FieldKind.VARCHAR)).maxLength(plan.key().bytes()).build();
  }

  private AddFieldReq request(FieldSpec field, AddFieldReq.AddFieldReqBuilder<?> request) {
    describe(field, request);
    if (plan.partitions().key().filter(field.name()::equals).isPresent()) {
      request.isPartitionKey(true);
    }
    return request.build();
  }

  /** Writes a field's name, type and limits to a request. */
  static void describe(FieldSpec field, AddFieldReq.AddFieldReqBuilder<?> request) {
    request
        .fieldName(field.name())
        .dataType(FieldTypes.sdk(field.kind()))
        .isNullable(field.nullable());
    if (field.kind().hasDimension()) {
      request.dimension(field.size());
    }
    if (field.kind() == FieldKind.VARCHAR) {
      request.maxLength(field.size() > 0 ? field.size() : FieldSpec.MAX_VARCHAR);
    }
    if (field.kind() == FieldKind.ARRAY) {
      FieldKind element = field.element().orElse(FieldKind.VARCHAR);
      request
          .elementType(FieldTypes.sdk(element))
          .maxCapacity(field.capacity() > 0 ? field.capacity() : FieldSpec.MAX_CAPACITY);
      if (element == FieldKind.VARCHAR) {
        request.maxLength(field.size() > 0 ? field.size() : MIN_ARRAY_TEXT);
      }
    }
  }

  /** Returns the field for a value of a name that the collection lacks. */
  private static FieldSpec inferred(String name, Object value) {
    FieldKind kind = inferred(value);
    int size = kind == FieldKind.VARCHAR ? FieldSpec.MAX_VARCHAR : 0;
    return FieldSpec.of(name, kind, size, true);
  }

  private static FieldKind inferred(Object value) {
    if (value instanceof Boolean) {
      return FieldKind.BOOL;
    }
    if (value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte) {
      return FieldKind.INT64;
    }
    if (value instanceof Number) {
      return FieldKind.DOUBLE;
    }
    return value instanceof String ? FieldKind.VARCHAR : FieldKind.JSON;
  }

  /** Returns the fields that the row has and the collection lacks. */
  public static Map<String, FieldSpec> missing(Layout layout, SinkRow row) {
    Map<String, FieldSpec> schema = new HashMap<>();
    row.schema().fields().forEach(field -> schema.put(field.name(), field));
    Map<String, FieldSpec> missing = new LinkedHashMap<>();
    row.fields()
        .forEach(
            (name, value) -> {
              if (value != null
                  && !layout.fields().containsKey(name)
                  && !layout.unwritable().containsKey(name)
                  && !name.equals(layout.key().name())) {
                FieldSpec known = schema.get(name);
                missing.put(name, known == null ? inferred(name, value) : known.withNullable(true));
              }
            });
    return missing;
  }
}
