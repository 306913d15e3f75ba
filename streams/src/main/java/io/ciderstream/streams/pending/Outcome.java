package io.ciderstream.streams.pending;

import java.util.List;

/**
 * The outcome of one input record.
 *
 * @param name counted under this name
 * @param outputs what to write, in this order
 */
public record Outcome(String name, List<OutputRecord> outputs) {
  /** Copies the list. */
  public Outcome {
    outputs = List.copyOf(outputs);
  }
}
