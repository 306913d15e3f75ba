package io.ciderstream.index.rows;

import java.util.Map;
import java.util.Optional;

/**
 * How a new collection's vector fields are indexed, with Milvus' names.
 *
 * @param types index types by field; the empty name is for all other fields
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

  /** Returns the requested index type of a field. */
  public Optional<String> type(String field) {
    return Optional.ofNullable(types.getOrDefault(field, types.get("")));
  }

  /** Returns the requested metric of a field. */
  public Optional<String> metric(String field) {
    return Optional.ofNullable(metrics.getOrDefault(field, metrics.get("")));
  }

  /** Returns the building parameters of a field. */
  public Map<String, String> parameters(String field) {
    return parameters.getOrDefault(field, parameters.getOrDefault("", Map.of()));
  }
}
