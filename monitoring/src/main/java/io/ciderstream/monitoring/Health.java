package io.ciderstream.monitoring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Runs checks that must all pass. Any thread. */
final class Health {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<HealthCheck> checks = new CopyOnWriteArrayList<>();

  /**
   * The result of all checks.
   *
   * @param up whether all checks passed
   * @param json the response's body
   */
  record Report(boolean up, String json) {}

  void add(HealthCheck check) {
    checks.add(check);
  }

  Report report() {
    boolean up = true;
    List<Map<String, String>> results = new ArrayList<>();
    for (HealthCheck check : checks) {
      Optional<String> problem = check.problem().get();
      Map<String, String> result = new LinkedHashMap<>();
      result.put("name", check.name());
      result.put("status", word(problem.isEmpty()));
      problem.ifPresent(text -> result.put("problem", text));
      results.add(result);
      up &= problem.isEmpty();
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("status", word(up));
    all.put("checks", results);
    try {
      return new Report(up, JSON.writeValueAsString(all));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String word(boolean up) {
    return up ? "UP" : "DOWN";
  }
}
