package io.ciderstream.evaluation.yaml;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Checks YAML values against the components of records, and completes them with the components'
 * fallbacks: every key is there then, of the type that Jackson needs.
 *
 * @param folder that relative paths begin at
 * @param freeKeys names that a {@link Flat} map accepts
 */
record KeyTree(Path folder, Set<String> freeKeys) {
  /** Returns the key of a component. */
  static String name(RecordComponent component) {
    return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  /**
   * Completes a section of a record or of a sealed type with {@link JsonSubTypes}.
   *
   * @param place of the section, for messages
   */
  Map<String, Object> section(Class<?> type, Map<?, ?> values, String place) {
    JsonSubTypes kinds = type.getAnnotation(JsonSubTypes.class);
    if (kinds == null) {
      refuseUnknown(List.of(type), List.of(), values, place);
      return complete(type, values, Map.of(), place);
    }
    // a misspelt key is named before the lack of a kind, or of a key of that kind
    JsonTypeInfo info = type.getAnnotation(JsonTypeInfo.class);
    String property = info.property();
    Map<String, Class<?>> types = new LinkedHashMap<>();
    for (JsonSubTypes.Type kind : kinds.value()) {
      types.put(kind.value().getAnnotation(JsonTypeName.class).value(), kind.value());
    }
    refuseUnknown(types.values(), List.of(property), values, place);
    String kind =
        values.get(property) == null && types.containsValue(info.defaultImpl())
            ? info.defaultImpl().getAnnotation(JsonTypeName.class).value()
            : text(values.get(property), at(place, property));
    if (!types.containsKey(kind)) {
      throw ConfigBinder.invalid(
          at(place, property), "is %s, which is none of %s".formatted(kind, types.keySet()));
    }
    refuseUnknown(List.of(types.get(kind)), List.of(property), values, place);
    Map<String, Object> complete = complete(types.get(kind), values, Map.of(), place);
    complete.put(property, kind);
    return complete;
  }

  private void refuseUnknown(
      Collection<Class<?>> types, List<String> further, Map<?, ?> values, String place) {
    Map<String, String> known = new TreeMap<>(); // with the former names
    further.forEach(name -> known.put(name, ""));
    types.forEach(type -> addKeys(type, known));
    for (Object key : values.keySet()) {
      String name = String.valueOf(key);
      if (!known.containsKey(name)) {
        known.forEach(
            (now, formerly) -> {
              if (formerly.equals(name)) {
                throw ConfigBinder.invalid(
                    at(place, name), "has a new name: write %s".formatted(at(place, now)));
              }
            });
        throw ConfigBinder.invalid(
            at(place, name), "is unknown; known are " + String.join(", ", known.keySet()));
      }
    }
  }

  private void addKeys(Class<?> type, Map<String, String> known) {
    for (RecordComponent component : type.getRecordComponents()) {
      if (!component.isAnnotationPresent(Flat.class)) {
        known.put(name(component), key(component).map(Key::formerly).orElse(""));
      } else if (component.getType().isRecord()) {
        addKeys(component.getType(), known);
      } else {
        freeKeys.forEach(name -> known.put(name, ""));
      }
    }
  }

  private Map<String, Object> complete(
      Class<?> type, Map<?, ?> values, Map<String, String> fallbacks, String place) {
    Map<String, Object> complete = new LinkedHashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      String name = name(component);
      Flat flat = component.getAnnotation(Flat.class);
      if (flat == null) {
        Optional<Key> key = key(component);
        Object value = values.get(name);
        if (value == null) {
          Optional<String> own = key.map(Key::fallback).filter(it -> !it.equals(Key.REQUIRED));
          value = fallbacks.getOrDefault(name, own.orElse(null));
        }
        complete.put(name, value(component.getGenericType(), key, value, at(place, name)));
      } else if (component.getType().isRecord()) {
        Map<String, String> inner = new LinkedHashMap<>(fallbacks);
        for (String assignment : flat.fallbacks()) {
          String[] parts = assignment.split("=", 2);
          inner.put(parts[0], parts[1]);
        }
        complete.put(name, complete(component.getType(), values, inner, place));
      } else {
        complete.put(
            name,
            freeKeys.stream()
                .filter(key -> values.get(key) != null)
                .collect(
                    Collectors.toMap(
                        key -> key,
                        key -> String.join(",", texts(values.get(key), at(place, key))))));
      }
    }
    return complete;
  }

  private static Optional<Key> key(RecordComponent component) {
    return Optional.ofNullable(component.getAnnotation(Key.class));
  }

  private Object value(Type type, Optional<Key> key, Object value, String place) {
    return switch (type) {
      case ParameterizedType of when of.getRawType() == Optional.class ->
          value == null ? null : value(of.getActualTypeArguments()[0], key, value, place);
      case ParameterizedType of
          when of.getActualTypeArguments()[0] instanceof Class<?> element
              && element != String.class ->
          sections(element, value, place);
      case ParameterizedType texts -> value == null ? List.of() : texts(value, place);
      case Class<?> section when section.isRecord() || section.isSealed() ->
          section(section, keys(value, place), place);
      default -> scalar((Class<?>) type, key, text(value, place), place);
    };
  }

  private Object scalar(Class<?> type, Optional<Key> key, String text, String place) {
    if (type == int.class || type == long.class) {
      return whole(key, text, place);
    } else if (type == double.class) {
      return number(key, text, place);
    } else if (type == boolean.class) {
      return flag(text, place);
    } else if (type.isEnum()) {
      return constant(type, text, place);
    } else if (type == Pattern.class) {
      return pattern(text, place);
    }
    return type == Path.class ? folder.resolve(text).toString() : text;
  }

  private List<Object> sections(Class<?> type, Object value, String place) {
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> list)) {
      throw ConfigBinder.invalid(place, "must be a list");
    }
    List<Object> sections = new ArrayList<>();
    IntStream.range(0, list.size())
        .forEach(
            i -> {
              if (!(list.get(i) instanceof Map<?, ?> map)) {
                throw ConfigBinder.invalid(place, "has an entry without keys: " + list.get(i));
              }
              sections.add(section(type, map, "%s[%d]".formatted(place, i)));
            });
    return sections;
  }

  private static Map<?, ?> keys(Object value, String place) {
    return switch (value) {
      case null -> Map.of();
      case Map<?, ?> map -> map;
      default -> throw ConfigBinder.invalid(place, "must have keys below it");
    };
  }

  private static String text(Object value, String place) {
    return switch (value) {
      case null -> throw ConfigBinder.invalid(place, "is missing");
      case Object many when many instanceof Map || many instanceof List ->
          throw ConfigBinder.invalid(place, "is %s instead of one value".formatted(value));
      default -> value.toString();
    };
  }

  /** Splits one text at its commas, or returns the elements of a list. */
  private static List<String> texts(Object value, String place) {
    return value instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : Arrays.stream(text(value, place).split(",")).map(String::strip).toList();
  }

  private static double number(Optional<Key> key, String text, String place) {
    double value = parsed(text, place);
    double min = key.map(Key::min).orElse(0.0);
    double max = key.map(Key::max).orElse(Double.POSITIVE_INFINITY);
    if (!(value >= min && value <= max)) {
      throw ConfigBinder.invalid(
          place, "is %s, which is not in %s to %s".formatted(value, min, max));
    }
    return value;
  }

  /** Parses a whole number of at most 2^53, which a double holds exactly. */
  private static long whole(Optional<Key> key, String text, String place) {
    double value = parsed(text, place);
    if (value != Math.rint(value) || Double.isInfinite(value)) {
      throw ConfigBinder.invalid(place, "is %s, which is not a whole number".formatted(value));
    }
    double min = key.map(Key::min).orElse(0.0);
    double max = key.map(Key::max).orElse((double) Integer.MAX_VALUE);
    if (value < min || value > max) {
      throw ConfigBinder.invalid(
          place, "is %.0f, which is not in %.0f to %.0f".formatted(value, min, max));
    }
    return (long) value;
  }

  private static double parsed(String text, String place) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw ConfigBinder.invalid(place, "is %s, which is not a number".formatted(text));
    }
  }

  private static boolean flag(String text, String place) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw ConfigBinder.invalid(place, "is %s, neither true nor false".formatted(text));
    };
  }

  private static String constant(Class<?> type, String text, String place) {
    List<String> names =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
            .toList();
    if (!names.contains(text)) {
      throw ConfigBinder.invalid(place, "is %s, which is none of %s".formatted(text, names));
    }
    return text;
  }

  private static String pattern(String text, String place) {
    try {
      return text.isEmpty() ? "(?:)" : Pattern.compile(text).pattern();
    } catch (PatternSyntaxException e) {
      throw ConfigBinder.invalid(place, "is not a regular expression: " + e.getMessage());
    }
  }

  private static String at(String place, String name) {
    return place.isEmpty() ? name : place + "." + name;
  }
}
