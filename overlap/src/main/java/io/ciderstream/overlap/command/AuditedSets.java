package io.ciderstream.overlap.command;

import io.ciderstream.overlap.list.EvaluationSide;

/**
 * The evaluation sets, which the command line knows by their names; the implementation is a picocli
 * mixin and brings its own options.
 */
public interface AuditedSets {
  /**
   * Returns the pictures of the set that the user named.
   *
   * @throws io.ciderstream.terminal.ArgumentException if none is named, or an option is missing
   */
  EvaluationSide side();
}
