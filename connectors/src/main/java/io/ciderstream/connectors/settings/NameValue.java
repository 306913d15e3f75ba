package io.ciderstream.connectors.settings;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.settings.Setting;
import io.ciderstream.schemas.settings.SettingValues;
import java.util.List;

/** An element {@code name=value} of a list setting. */
record NameValue(String name, String value) {

  static List<NameValue> parseAll(SettingValues values, Setting<List<String>> setting) {
    return values.get(setting).stream().map(text -> parse(setting, text)).toList();
  }

  /**
   * Parses {@code name=value}.
   *
   * @throws CiderException SETTING_INVALID if the text has another form
   */
  static NameValue parse(Setting<?> setting, String text) {
    int equals = text.indexOf('=');
    if (equals < 1 || equals == text.length() - 1) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "%s has \"%s\", which is not name=value.".formatted(setting.name(), text));
    }
    return new NameValue(text.substring(0, equals).trim(), text.substring(equals + 1).trim());
  }
}
