package io.ciderstream.cli.metrics;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * One thing that must be so.
 *
 * @param name short, lower case
 * @param problem what is wrong now, in a sentence; empty if nothing is. Answers at once, on any
 *     thread
 */
record Check(String name, Supplier<Optional<String>> problem) {
  static Check of(String name, Supplier<Optional<String>> problem) {
    return new Check(name, problem);
  }
}
