package io.ciderstream.trials.paper;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * How a part went.
 *
 * @param name of the part
 * @param title what it makes
 * @param command the commands that make it alone, as text
 * @param status whether there are rows
 * @param reason why there are none; empty if there are
 * @param key what the rows were made of
 * @param made when, in ISO 8601; empty without rows
 * @param rows cells by the titles of their columns
 * @param remarks sentences below the table
 */
public record PartResult(
    String name,
    String title,
    String command,
    Status status,
    String reason,
    String key,
    String made,
    List<JsonObject> rows,
    List<String> remarks) {
  /** Whether a part has rows. */
  public enum Status {
    MADE,
    NOT_RUN,
    FAILED
  }

  /** Returns whether nothing is missing, as it would be in a file that was cut off or edited. */
  boolean isWhole() {
    return Stream.of(name, title, command, status, reason, key, made, rows, remarks)
        .allMatch(Objects::nonNull);
  }

  static PartResult without(PaperPart part, Status status, String reason) {
    return new PartResult(
        part.name(), part.title(), part.command(), status, reason, "", "", List.of(), List.of());
  }
}
