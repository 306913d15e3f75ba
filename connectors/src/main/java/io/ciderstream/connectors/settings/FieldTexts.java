package io.ciderstream.connectors.settings;

import io.ciderstream.index.rows.FieldKind;
import io.ciderstream.index.rows.FieldSpec;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.settings.Setting;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads fields of a collection as text: {@code name}, {@code name:Type}, {@code name:Type:size} or
 * {@code name:Array<Type>:capacity}.
 */
final class FieldTexts {
  private static final String ARRAY = "array<";

  private FieldTexts() {}

  /**
   * Parses the specification of one field.
   *
   * @param isVector whether a name alone is a vector of floats
   * @throws CiderException SETTING_INVALID naming the setting
   */
  static FieldSpec parse(Setting<?> setting, String text, boolean isVector) {
    String[] parts = text.trim().split(":");
    if (parts.length > 3 || parts[0].isBlank() || (parts.length == 1 && !isVector)) {
      throw invalid(setting, text, "is not name:Type or name:Type:size");
    }
    String name = parts[0];
    if (parts.length == 1) {
      return FieldSpec.of(name, FieldKind.FLOAT_VECTOR, 0, false);
    }
    String type = parts[1];
    int size = parts.length == 3 ? size(setting, text, parts[2]) : 0;
    if (type.toLowerCase(Locale.ROOT).startsWith(ARRAY) && type.endsWith(">")) {
      FieldKind element = FieldKind.named(type.substring(ARRAY.length(), type.length() - 1));
      return new FieldSpec(name, FieldKind.ARRAY, 0, Optional.of(element), size, false);
    }
    FieldKind kind = FieldKind.named(type);
    if (kind == FieldKind.ARRAY) {
      throw invalid(
          setting, text, "lacks the type of the elements. Write Array<Int64>, for example");
    }
    return FieldSpec.of(name, kind, size, false);
  }

  private static int size(Setting<?> setting, String text, String number) {
    try {
      int size = Integer.parseInt(number);
      if (size > 0) {
        return size;
      }
    } catch (NumberFormatException e) {
      // reported below
    }
    throw invalid(setting, text, "has a size that is not a positive number");
  }

  private static CiderException invalid(Setting<?> setting, String text, String reason) {
    return new CiderException(
        ErrorCode.SETTING_INVALID,
        "%s has \"%s\", which %s.".formatted(setting.name(), text, reason));
  }
}
