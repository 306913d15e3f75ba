package io.ciderstream.index.write;

import static java.util.stream.Collectors.joining;

import io.ciderstream.index.calls.Literals;
import io.ciderstream.index.rows.FieldKind;
import io.ciderstream.index.rows.FieldSpec;
import io.ciderstream.index.rows.RowKey;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** Primary keys in the form of a collection. */
final class RowKeys {
  private RowKeys() {}

  /**
   * Converts a key to the type of its field: a number to text, or text to a number.
   *
   * @throws CiderException KEY_INVALID
   */
  static RowKey fitted(FieldSpec field, RowKey key) {
    return field.kind() == FieldKind.INT64 ? number(field, key) : text(field, key);
  }

  private static RowKey number(FieldSpec field, RowKey key) {
    if (key instanceof RowKey.Number) {
      return key;
    }
    try {
      return new RowKey.Number(Long.parseLong(key.toString()));
    } catch (NumberFormatException e) {
      throw new CiderException(
          ErrorCode.KEY_INVALID,
          "The key %s is not a number, but %s is Int64.".formatted(key, field.name()));
    }
  }

  private static RowKey text(FieldSpec field, RowKey key) {
    RowKey text = key instanceof RowKey.Number ? new RowKey.Text(key.toString()) : key;
    int bytes = text.toString().getBytes(StandardCharsets.UTF_8).length;
    if (field.size() > 0 && bytes > field.size()) {
      throw new CiderException(
          ErrorCode.KEY_INVALID,
          "The key has %d bytes, but %s holds %d.".formatted(bytes, field.name(), field.size()));
    }
    return text;
  }

  /** Returns the filter for the rows of these keys; at least one. */
  static String filter(FieldSpec field, Collection<RowKey> keys) {
    return keys.stream().map(RowKeys::literal).collect(joining(",", field.name() + " in [", "]"));
  }

  private static String literal(RowKey key) {
    return key instanceof RowKey.Number ? key.toString() : Literals.quoted(key.toString());
  }
}
