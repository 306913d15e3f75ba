package io.ciderstream.index.rows;

import java.util.Map;
import java.util.Optional;

/**
 * How a new collection's vector fields are indexed, in Milvus' own words.
 *
 * @param types index types by field; the empty name stands for all other fields
 * @param metrics metrics by field, likewise
 * @param parameters building parameters by field, likewise
 */
public record VectorIndexPlan(
    Map<String, String> types,
    Map<String, String> metrics,
    Map<String, Map<String, String>> parameters) {

  /** Copies the maps. */
  public VectorIndexPlan {
    types = Map.copyOf(types);
    metrics = Map.copyOf(metrics);
    parameters = Map.copyOf(parameters);
  }

  /** The index type for a field, if one was asked for. */
  public Optional<String> type(String field) {
    return Optional.ofNullable(types.getOrDefault(field, types.get("")));
  }

  /** The metric for a field, if one was asked for. */
  public Optional<String> metric(String field) {
    return Optional.ofNullable(metrics.getOrDefault(field, metrics.get("")));
  }

  /** The building parameters for a field. */
  public Map<String, String> parameters(String field) {
    return parameters.getOrDefault(field, parameters.getOrDefault("", Map.of()));
  }
}
