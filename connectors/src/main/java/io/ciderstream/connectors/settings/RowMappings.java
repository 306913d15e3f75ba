package io.ciderstream.connectors.settings;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.ciderstream.connectors.rows.FieldMapping;
import io.ciderstream.connectors.rows.FieldRule;
import io.ciderstream.connectors.rows.FieldSource;
import io.ciderstream.connectors.rows.Routing;
import io.ciderstream.connectors.rows.RowMapping;
import io.ciderstream.index.rows.CollectionPlan;
import io.ciderstream.index.rows.FieldSpec;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.settings.Setting;
import io.ciderstream.schemas.settings.SettingValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Creates the mapping from records to rows from settings. */
final class RowMappings {
  private RowMappings() {}

  /**
   * Reads the mapping of rows from the settings.
   *
   * @throws CiderException SETTING_INVALID
   */
  static RowMapping from(SettingValues values, CollectionPlan plan) {
    exclude(values, RowSettings.PARTITION, RowSettings.PARTITION_FROM);
    exclude(values, RowSettings.PARTITION, RowSettings.PARTITION_KEY);
    exclude(values, RowSettings.PARTITION_FROM, RowSettings.PARTITION_KEY);
    return new RowMapping(
        new Routing(values.get(RowSettings.TOPICS_COLLECTIONS), values.get(RowSettings.COLLECTION)),
        source(values, RowSettings.KEY_FROM).orElseThrow(),
        source(values, RowSettings.DATABASE_FROM),
        values.filled(RowSettings.PARTITION),
        source(values, RowSettings.PARTITION_FROM),
        fields(values, plan));
  }

  private static FieldMapping fields(SettingValues values, CollectionPlan plan) {
    Map<String, Object> constants = new LinkedHashMap<>();
    NameValue.parseAll(values, RowSettings.CONSTANTS)
        .forEach(constant -> constants.put(constant.name(), typed(constant.value())));
    return new FieldMapping(
        values.get(RowSettings.MAP).stream().map(FieldRule::parse).toList(),
        constants,
        "keep".equalsIgnoreCase(values.get(RowSettings.UNMAPPED)),
        plan.fields().declared().stream().map(FieldSpec::name).collect(toUnmodifiableSet()));
  }

  private static Object typed(String text) {
    if ("true".equals(text) || "false".equals(text)) {
      return Boolean.valueOf(text);
    }
    for (Function<String, Object> type :
        List.<Function<String, Object>>of(Long::valueOf, Double::valueOf)) {
      try {
        return type.apply(text);
      } catch (NumberFormatException e) {
        // try the next type
      }
    }
    return text;
  }

  private static Optional<FieldSource> source(SettingValues values, Setting<String> setting) {
    return values
        .filled(setting)
        .map(
            text -> {
              try {
                return FieldSource.parse(text);
              } catch (CiderException e) {
                throw new CiderException(
                    ErrorCode.SETTING_INVALID, "%s: %s".formatted(setting.name(), e.getMessage()));
              }
            });
  }

  private static void exclude(SettingValues values, Setting<String> a, Setting<String> b) {
    if (values.filled(a).isPresent() && values.filled(b).isPresent()) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID, "%s and %s exclude each other.".formatted(a.name(), b.name()));
    }
  }
}
