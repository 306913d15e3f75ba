package io.ciderstream.connectors.settings;

import io.ciderstream.connectors.rows.FieldRule;
import io.ciderstream.connectors.rows.FieldsMap;
import io.ciderstream.connectors.rows.Routing;
import io.ciderstream.connectors.rows.RowMapping;
import io.ciderstream.connectors.rows.Source;
import io.ciderstream.index.rows.CollectionPlan;
import io.ciderstream.index.rows.Evolution;
import io.ciderstream.index.rows.FieldKind;
import io.ciderstream.index.rows.FieldSpec;
import io.ciderstream.index.rows.VectorIndexPlan;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads {@link RowSettings}. All methods throw SETTING_INVALID with the setting's name. */
final class RowParsing {
  private final SinkSettings settings;

  RowParsing(SinkSettings settings) {
    this.settings = settings;
  }

  RowMapping mapping() {
    Optional<String> partition = filled(RowSettings.PARTITION);
    Optional<Source> partitionFrom = source(RowSettings.PARTITION_FROM);
    Optional<String> partitionKey = filled(RowSettings.PARTITION_KEY);
    exclude(RowSettings.PARTITION, partition, RowSettings.PARTITION_FROM, partitionFrom);
    exclude(RowSettings.PARTITION, partition, RowSettings.PARTITION_KEY, partitionKey);
    exclude(RowSettings.PARTITION_FROM, partitionFrom, RowSettings.PARTITION_KEY, partitionKey);
    return new RowMapping(
        new Routing(
            settings.getList(RowSettings.TOPICS_COLLECTIONS),
            settings.getString(RowSettings.COLLECTION)),
        source(RowSettings.KEY_FROM).orElseThrow(),
        source(RowSettings.DATABASE_FROM),
        partition,
        partitionFrom,
        fields());
  }

  CollectionPlan plan() {
    List<FieldSpec> declared =
        Stream.concat(
                settings.getList(RowSettings.VECTORS).stream()
                    .map(text -> field(RowSettings.VECTORS, text, FieldKind.FLOAT_VECTOR)),
                settings.getList(RowSettings.TYPES).stream()
                    .map(text -> field(RowSettings.TYPES, text, null)))
            .toList();
    Set<String> names = new LinkedHashSet<>();
    for (FieldSpec field : declared) {
      boolean isVector = settings.getList(RowSettings.VECTORS).size() > names.size();
      if (isVector != field.kind().isVector()) {
        throw invalid(
            isVector ? RowSettings.VECTORS : RowSettings.TYPES,
            field.name(),
            "is " + field.type() + "; vectors go to vector.fields, others to fields.types");
      }
      if (!names.add(field.name()) || field.name().equals(keyName())) {
        throw invalid(
            isVector ? RowSettings.VECTORS : RowSettings.TYPES, field.name(), "is there twice");
      }
    }
    return new CollectionPlan(
        settings.getBoolean(RowSettings.CREATE),
        keyName(),
        settings.getInt(RowSettings.KEY_BYTES),
        declared,
        filled(RowSettings.PARTITION_KEY),
        filled(RowSettings.PARTITION_FROM).isPresent(),
        settings.getBoolean(RowSettings.DYNAMIC),
        Evolution.valueOf(settings.getString(RowSettings.EVOLUTION).toUpperCase(Locale.ROOT)),
        settings.getBoolean(RowSettings.GUARD),
        new VectorIndexPlan(
            byField(RowSettings.INDEX_TYPE), byField(RowSettings.INDEX_METRIC), parameters()));
  }

  private String keyName() {
    return settings.getString(RowSettings.KEY_NAME);
  }

  private FieldsMap fields() {
    Map<String, Object> constants = new LinkedHashMap<>();
    for (String text : settings.getList(RowSettings.CONSTANTS)) {
      String[] parts = pair(RowSettings.CONSTANTS, text);
      constants.put(parts[0], constant(parts[1]));
    }
    Set<String> declared = new LinkedHashSet<>();
    plan().declared().forEach(field -> declared.add(field.name()));
    return new FieldsMap(
        settings.getList(RowSettings.MAP).stream().map(FieldRule::parse).toList(),
        constants,
        "keep".equalsIgnoreCase(settings.getString(RowSettings.UNMAPPED)),
        declared);
  }

  private static Object constant(String text) {
    if ("true".equals(text) || "false".equals(text)) {
      return Boolean.valueOf(text);
    }
    for (Function<String, Object> reading :
        List.<Function<String, Object>>of(Long::valueOf, Double::valueOf)) {
      try {
        return reading.apply(text);
      } catch (NumberFormatException e) {
        // the next reading
      }
    }
    return text;
  }

  /** {@code name}, {@code name:Type}, {@code name:Type:size}, {@code name:Array<Type>:capacity}. */
  private static FieldSpec field(String setting, String text, FieldKind fallback) {
    String[] parts = text.trim().split(":");
    if (parts.length > 3 || parts[0].isBlank() || (parts.length == 1 && fallback == null)) {
      throw invalid(setting, text, "is not name:Type or name:Type:size");
    }
    int size = parts.length == 3 ? number(setting, text, parts[2]) : 0;
    if (parts.length == 1) {
      return FieldSpec.of(parts[0], fallback, 0, false);
    }
    if (parts[1].toLowerCase(Locale.ROOT).startsWith("array<") && parts[1].endsWith(">")) {
      FieldKind element =
          FieldKind.named(parts[1].substring("array<".length(), parts[1].length() - 1));
      return new FieldSpec(parts[0], FieldKind.ARRAY, 0, Optional.of(element), size, false);
    }
    FieldKind kind = FieldKind.named(parts[1]);
    if (kind == FieldKind.ARRAY) {
      throw invalid(setting, text, "does not say of what: write Array<Int64>, for instance");
    }
    return FieldSpec.of(parts[0], kind, size, false);
  }

  private static int number(String setting, String text, String number) {
    try {
      int size = Integer.parseInt(number);
      if (size > 0) {
        return size;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw invalid(setting, text, "has a size that is no positive number");
  }

  private Map<String, String> byField(String setting) {
    Map<String, String> byField = new HashMap<>();
    for (String text : settings.getList(setting)) {
      if (text.contains("=")) {
        String[] parts = pair(setting, text);
        byField.put(parts[0], parts[1]);
      } else {
        byField.put("", text.trim());
      }
    }
    return byField;
  }

  private Map<String, Map<String, String>> parameters() {
    Map<String, Map<String, String>> parameters = new HashMap<>();
    for (String text : settings.getList(RowSettings.INDEX_PARAMS)) {
      String[] parts = pair(RowSettings.INDEX_PARAMS, text);
      int dot = parts[0].lastIndexOf('.');
      parameters
          .computeIfAbsent(parts[0].substring(0, Math.max(0, dot)), name -> new HashMap<>())
          .put(parts[0].substring(dot + 1), parts[1]);
    }
    return parameters;
  }

  private Optional<Source> source(String setting) {
    return filled(setting)
        .map(
            text -> {
              try {
                return Source.parse(text);
              } catch (CiderException e) {
                throw new CiderException(
                    ErrorCode.SETTING_INVALID, "%s: %s".formatted(setting, e.getMessage()));
              }
            });
  }

  private Optional<String> filled(String setting) {
    return Optional.of(settings.getString(setting)).filter(text -> !text.isEmpty());
  }

  private static void exclude(String a, Optional<?> aValue, String b, Optional<?> bValue) {
    if (aValue.isPresent() && bValue.isPresent()) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID, "%s and %s exclude each other.".formatted(a, b));
    }
  }

  private static String[] pair(String setting, String text) {
    int equals = text.indexOf('=');
    if (equals < 1 || equals == text.length() - 1) {
      throw invalid(setting, text, "is not name=value");
    }
    return new String[] {text.substring(0, equals).trim(), text.substring(equals + 1).trim()};
  }

  private static CiderException invalid(String setting, String text, String reason) {
    return new CiderException(
        ErrorCode.SETTING_INVALID, "%s has \"%s\", which %s.".formatted(setting, text, reason));
  }
}
