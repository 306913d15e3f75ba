package io.ciderstream.connectors.rows;

import static java.util.Objects.requireNonNull;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.util.List;

/**
 * One rule of {@code fields.map}, as text {@code source=target}: the target is a field, or {@code
 * field.name} for a field inside a JSON field, or nothing to drop.
 *
 * @param source the source of the value
 * @param target no name to drop, one for a field, more for a field inside a JSON field
 */
public record FieldRule(FieldSource source, List<String> target) {
  /** Copies the list. */
  public FieldRule {
    requireNonNull(source, "source");
    target = List.copyOf(target);
  }

  /**
   * Reads the text form.
   *
   * @throws CiderException SETTING_INVALID
   */
  public static FieldRule parse(String text) {
    int equals = text.lastIndexOf('=');
    if (equals < 1) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "fields.map has \"%s\", which is not source=target.".formatted(text));
    }
    String target = text.substring(equals + 1).trim();
    return new FieldRule(
        FieldSource.parse(text.substring(0, equals).trim()),
        target.isEmpty() ? List.of() : List.of(FieldSource.DOT.split(target)));
  }

  /** Returns the field of the value that the rule moves or drops, or null. */
  String moved() {
    return source instanceof FieldSource.Value value && value.path().size() == 1
        ? value.path().get(0)
        : null;
  }
}
