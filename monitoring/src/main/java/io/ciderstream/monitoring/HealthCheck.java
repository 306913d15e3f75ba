package io.ciderstream.monitoring;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * A condition of health or readiness.
 *
 * @param name short, lower case
 * @param problem returns what is wrong now, in a sentence; empty if nothing is. Never blocks;
 *     called on any thread
 */
record HealthCheck(String name, Supplier<Optional<String>> problem) {
  static HealthCheck of(String name, Supplier<Optional<String>> problem) {
    return new HealthCheck(name, problem);
  }
}
