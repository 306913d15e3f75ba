package io.ciderstream.connectors.settings;

import io.ciderstream.index.rows.CollectionPlan;
import io.ciderstream.index.rows.Evolution;
import io.ciderstream.index.rows.FieldSpec;
import io.ciderstream.index.rows.PlanSetting;
import io.ciderstream.index.rows.SettingNames;
import io.ciderstream.index.rows.VectorIndexPlan;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.settings.Setting;
import io.ciderstream.schemas.settings.SettingValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Creates the plan of collections from settings. */
final class CollectionPlans {
  /** The settings that messages about a plan name. */
  static final SettingNames NAMES =
      new SettingNames(
          Arrays.stream(PlanSetting.values())
              .collect(Collectors.toMap(Function.identity(), CollectionPlans::name)));

  private CollectionPlans() {}

  /**
   * Reads the plan of new collections from the settings.
   *
   * @throws CiderException SETTING_INVALID
   */
  static CollectionPlan from(SettingValues values) {
    return new CollectionPlan(
        values.get(RowSettings.CREATE),
        new CollectionPlan.Key(values.get(RowSettings.KEY_NAME), values.get(RowSettings.KEY_BYTES)),
        new CollectionPlan.Fields(
            declared(values),
            values.get(RowSettings.DYNAMIC),
            Evolution.valueOf(values.get(RowSettings.EVOLUTION).toUpperCase(Locale.ROOT)),
            values.get(RowSettings.GUARD)),
        new CollectionPlan.Partitioning(
            values.filled(RowSettings.PARTITION_KEY),
            values.filled(RowSettings.PARTITION_FROM).isPresent()),
        new VectorIndexPlan(
            byField(values, RowSettings.INDEX_TYPE),
            byField(values, RowSettings.INDEX_METRIC),
            parameters(values)),
        NAMES);
  }

  private static String name(PlanSetting setting) {
    Setting<?> named =
        switch (setting) {
          case CREATE -> RowSettings.CREATE;
          case DATABASE -> RowSettings.DATABASE_FROM;
          case KEY_NAME -> RowSettings.KEY_NAME;
          case VECTORS -> RowSettings.VECTORS;
          case TYPES -> RowSettings.TYPES;
          case MAPPING -> RowSettings.MAP;
          case CONSTANTS -> RowSettings.CONSTANTS;
          case EVOLUTION -> RowSettings.EVOLUTION;
          case PARTITION -> RowSettings.PARTITION;
          case PARTITION_SOURCE -> RowSettings.PARTITION_FROM;
          case PARTITION_KEY -> RowSettings.PARTITION_KEY;
          case GUARD -> RowSettings.GUARD;
          case INDEX_TYPE -> RowSettings.INDEX_TYPE;
          case INDEX_METRIC -> RowSettings.INDEX_METRIC;
          case INDEX_PARAMETERS -> RowSettings.INDEX_PARAMS;
        };
    return named.name();
  }

  private static List<FieldSpec> declared(SettingValues values) {
    List<FieldSpec> declared = new ArrayList<>();
    Set<String> names = new HashSet<>(Set.of(values.get(RowSettings.KEY_NAME)));
    for (Setting<List<String>> setting : List.of(RowSettings.VECTORS, RowSettings.TYPES)) {
      boolean isVector = setting == RowSettings.VECTORS;
      for (String text : values.get(setting)) {
        FieldSpec field = FieldTexts.parse(setting, text, isVector);
        if (field.kind().isVector() != isVector) {
          throw invalid(
              setting,
              field,
              "is " + field.type() + "; vectors go to vector.fields, others to fields.types");
        }
        if (!names.add(field.name())) {
          throw invalid(setting, field, "is there twice");
        }
        declared.add(field);
      }
    }
    return declared;
  }

  private static Map<String, String> byField(SettingValues values, Setting<List<String>> setting) {
    Map<String, String> byField = new HashMap<>();
    for (String text : values.get(setting)) {
      if (text.contains("=")) {
        NameValue field = NameValue.parse(setting, text);
        byField.put(field.name(), field.value());
      } else {
        byField.put("", text.trim());
      }
    }
    return byField;
  }

  private static Map<String, Map<String, String>> parameters(SettingValues values) {
    Map<String, Map<String, String>> parameters = new HashMap<>();
    for (NameValue parameter : NameValue.parseAll(values, RowSettings.INDEX_PARAMS)) {
      int dot = parameter.name().lastIndexOf('.');
      parameters
          .computeIfAbsent(
              parameter.name().substring(0, Math.max(0, dot)), field -> new HashMap<>())
          .put(parameter.name().substring(dot + 1), parameter.value());
    }
    return parameters;
  }

  private static CiderException invalid(Setting<?> setting, FieldSpec field, String reason) {
    return new CiderException(
        ErrorCode.SETTING_INVALID,
        "%s has \"%s\", which %s.".formatted(setting.name(), field.name(), reason));
  }
}
