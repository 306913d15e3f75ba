package io.ciderstream.trials.results;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/** Makes rows of a result. */
public final class ResultRow {
  private ResultRow() {}

  /**
   * Returns a row.
   *
   * @param cells titles of columns and their values in turn; a value is text, a number or a
   *     boolean; null, or a number that is not finite, is an empty cell
   */
  public static JsonObject of(Object... cells) {
    JsonObject row = new JsonObject();
    for (int i = 0; i < cells.length; i += 2) {
      JsonElement value = value(cells[i + 1]);
      if (value != null) {
        row.add((String) cells[i], value);
      }
    }
    return row;
  }

  private static JsonElement value(Object value) {
    return switch (value) {
      case null -> null;
      case Double number when !Double.isFinite(number) -> null;
      case Number number -> new JsonPrimitive(number);
      case Boolean flag -> new JsonPrimitive(flag);
      default -> new JsonPrimitive(value.toString());
    };
  }
}
