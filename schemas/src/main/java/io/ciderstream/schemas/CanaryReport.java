package io.ciderstream.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the searcher that sends canaries has measured, as the header {@link
 * HeaderNames#CANARY_REPORT} of a canary carries it.
 *
 * @param stages of the canary before: microseconds by stage, and their total; empty before the
 *     first
 * @param lost canaries that were not found in time, since this searcher sends them
 * @param recall of the searcher's audits, if there were any
 */
public record CanaryReport(Map<String, Long> stages, long lost, Optional<Recall> recall) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<TreeMap<String, Long>> STAGES = new TypeReference<>() {};

  /** Copies the map. */
  public CanaryReport {
    stages = Map.copyOf(stages);
  }

  /**
   * The share of the nearest rows that searches return.
   *
   * @param estimate 0 to 1
   * @param low lower end of its 95% confidence interval
   * @param high upper end of it
   * @param neighbours how many rows it is estimated from
   */
  public record Recall(double estimate, double low, double high, long neighbours) {}

  /** Returns the header's value, UTF-8. */
  public byte[] toJson() {
    ObjectNode json = JSON.createObjectNode().put("lost", lost);
    json.set("stages", JSON.valueToTree(new TreeMap<>(stages)));
    recall.ifPresent(value -> json.set("recall", JSON.valueToTree(value)));
    try {
      return JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads a header's value; unknown fields are skipped.
   *
   * @throws IllegalArgumentException if it is no report
   */
  public static CanaryReport parse(byte[] json) {
    try {
      JsonNode read = JSON.readTree(json);
      JsonNode recall = read.path("recall");
      if (!read.path("stages").isObject()) {
        throw new IllegalArgumentException(text(json));
      }
      return new CanaryReport(
          JSON.convertValue(read.path("stages"), STAGES),
          read.path("lost").asLong(),
          recall.isObject()
              ? Optional.of(
                  new Recall(
                      recall.path("estimate").asDouble(),
                      recall.path("low").asDouble(),
                      recall.path("high").asDouble(),
                      recall.path("neighbours").asLong()))
              : Optional.empty());
    } catch (IOException e) {
      throw new IllegalArgumentException(text(json), e);
    }
  }

  private static String text(byte[] json) {
    return "No canary report: " + new String(json, StandardCharsets.UTF_8);
  }
}
