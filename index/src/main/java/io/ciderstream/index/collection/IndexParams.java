package io.ciderstream.index.collection;

import io.ciderstream.index.rows.CollectionPlan;
import io.ciderstream.index.rows.FieldKind;
import io.ciderstream.index.rows.FieldSpec;
import io.ciderstream.index.rows.PlanSetting;
import io.ciderstream.index.rows.VectorIndexPlan;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.milvus.v2.common.IndexParam;
import io.milvus.v2.common.IndexParam.IndexType;
import io.milvus.v2.common.IndexParam.MetricType;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The index of a vector field as the SDK takes it, with defaults by the kind of vector. */
final class IndexParams {
  /** The index of vectors for which the plan names none. */
  private record Defaults(String type, String metric) {}

  private IndexParams() {}

  /**
   * Checks the types and metrics of all vectors.
   *
   * @throws CiderException SETTING_INVALID for one that is unknown, or not for that kind of vector
   */
  static void check(CollectionPlan plan) {
    String typeSetting = plan.setting(PlanSetting.INDEX_TYPE);
    String metricSetting = plan.setting(PlanSetting.INDEX_METRIC);
    for (FieldSpec vector : plan.vectors()) {
      IndexType type = value(IndexType.class, typeSetting, type(vector, plan.indexes()));
      require(IndexFit.fits(vector.kind(), type), typeSetting, type, vector);
      MetricType metric = value(MetricType.class, metricSetting, metric(vector, plan.indexes()));
      require(IndexFit.fits(vector.kind(), metric), metricSetting, metric, vector);
    }
  }

  /**
   * Returns the index of a vector field.
   *
   * @throws CiderException SETTING_INVALID for an unknown type or metric, SERVER_TOO_OLD
   */
  static IndexParam of(FieldSpec field, CollectionPlan plan, ServerVersion version) {
    VectorIndexPlan indexes = plan.indexes();
    String type = type(field, indexes);
    ServerFeature.ofIndex(type)
        .ifPresent(feature -> feature.require(version, "The vector field " + field.name()));
    Map<String, Object> parameters = new HashMap<>(parameters(type));
    parameters.putAll(indexes.parameters(field.name()));
    return IndexParam.builder()
        .fieldName(field.name())
        .indexName(field.name())
        .indexType(value(IndexType.class, plan.setting(PlanSetting.INDEX_TYPE), type))
        .metricType(
            value(MetricType.class, plan.setting(PlanSetting.INDEX_METRIC), metric(field, indexes)))
        .extraParams(parameters)
        .build();
  }

  private static String type(FieldSpec field, VectorIndexPlan plan) {
    return plan.type(field.name()).orElse(defaults(field.kind()).type()).toUpperCase(Locale.ROOT);
  }

  private static String metric(FieldSpec field, VectorIndexPlan plan) {
    return plan.metric(field.name())
        .orElse(defaults(field.kind()).metric())
        .toUpperCase(Locale.ROOT);
  }

  private static void require(boolean fits, String setting, Enum<?> value, FieldSpec vector) {
    if (!fits) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "%s is %s, which is not for %s of type %s."
              .formatted(setting, value, vector.name(), vector.type()));
    }
  }

  private static Defaults defaults(FieldKind kind) {
    return switch (kind) {
      case BINARY_VECTOR -> new Defaults("BIN_FLAT", "HAMMING");
      case SPARSE_FLOAT_VECTOR -> new Defaults("SPARSE_INVERTED_INDEX", "IP");
      case FLOAT_VECTOR,
          FLOAT16_VECTOR,
          BFLOAT16_VECTOR,
          INT8_VECTOR,
          BOOL,
          INT8,
          INT16,
          INT32,
          INT64,
          FLOAT,
          DOUBLE,
          VARCHAR,
          JSON,
          ARRAY ->
          new Defaults("HNSW", "COSINE");
    };
  }

  private static Map<String, String> parameters(String type) {
    return switch (type) {
      case "HNSW" -> Map.of("M", "16", "efConstruction", "200");
      case "HNSW_SQ" -> Map.of("M", "16", "efConstruction", "200", "sq_type", "SQ8");
      case "IVF_FLAT", "IVF_SQ8", "BIN_IVF_FLAT" -> Map.of("nlist", "1024");
      default -> Map.of();
    };
  }

  private static <T extends Enum<T>> T value(Class<T> type, String setting, String name) {
    try {
      return Enum.valueOf(type, name);
    } catch (IllegalArgumentException e) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "%s is %s, which Milvus does not know.".formatted(setting, name));
    }
  }
}
