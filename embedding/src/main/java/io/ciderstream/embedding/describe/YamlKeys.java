package io.ciderstream.embedding.describe;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The keys of a YAML text. A value that is not as it must be is noted as a problem, and counts as
 * absent. One thread.
 */
final class YamlKeys {
  private final Map<String, Object> keys = new LinkedHashMap<>();
  private final List<String> problems;

  /**
   * Reads a text.
   *
   * @param known names of keys; others are problems
   * @param problems receives the problems
   */
  YamlKeys(String text, List<String> known, List<String> problems) {
    this.problems = problems;
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false); // one of two values would be lost without an error
    try {
      Object root = new Yaml(new SafeConstructor(options)).load(text);
      if (root instanceof Map<?, ?> map) {
        map.forEach((key, value) -> keys.put(String.valueOf(key), value));
        keys.forEach(
            (key, value) -> {
              if (value == null) {
                problems.add("%s has no value".formatted(key));
              }
            });
      } else if (root != null) {
        problems.add("it has no keys");
      }
    } catch (MarkedYAMLException e) {
      problems.add("line %d: %s".formatted(e.getProblemMark().getLine() + 1, e.getProblem()));
    } catch (YAMLException e) {
      problems.add(e.getMessage());
    }
    TreeSet<String> unknown = new TreeSet<>(keys.keySet());
    known.forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      problems.add(
          "unknown %s %s; the keys are %s"
              .formatted(
                  unknown.size() == 1 ? "key" : "keys",
                  String.join(", ", unknown),
                  String.join(", ", known)));
    }
  }

  boolean has(String key) {
    return keys.get(key) != null;
  }

  /** Notes a key that has no effect. */
  void refuse(String key, String why) {
    if (has(key)) {
      problems.add("%s: %s".formatted(key, why));
    }
  }

  Optional<String> text(String key) {
    return switch (keys.get(key)) {
      case null -> Optional.empty();
      case String text when !text.isBlank() -> Optional.of(text.strip());
      case Number number -> Optional.of(number.toString());
      default -> wrong(key, "a text");
    };
  }

  /** Returns one or several texts. */
  List<String> texts(String key) {
    return keys.get(key) instanceof List<?> list && !list.isEmpty()
        ? list.stream().map(String::valueOf).toList()
        : text(key).stream().toList();
  }

  <E extends Enum<E>> Optional<E> choice(String key, Class<E> type) {
    return choice(key, Arrays.asList(type.getEnumConstants()));
  }

  <E extends Enum<E>> Optional<E> choice(String key, List<E> choices) {
    Optional<String> text = text(key);
    Optional<E> found =
        text.flatMap(name -> choices.stream().filter(e -> name(e).equals(name)).findFirst());
    if (text.isPresent() && found.isEmpty()) {
      wrong(key, choices.stream().map(YamlKeys::name).collect(Collectors.joining(", ")));
    }
    return found;
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  OptionalInt whole(String key, int least, int most) {
    Object value = keys.get(key);
    if (value instanceof Integer number && number >= least && number <= most) {
      return OptionalInt.of(number);
    }
    if (value != null) {
      wrong(key, "a whole number of %d to %d".formatted(least, most));
    }
    return OptionalInt.empty();
  }

  Optional<Boolean> flag(String key) {
    return switch (keys.get(key)) {
      case null -> Optional.empty();
      case Boolean flag -> Optional.of(flag);
      default -> wrong(key, "true or false");
    };
  }

  /** Returns so many numbers; one number stands for equal ones. */
  Optional<List<Double>> numbers(String key, int count) {
    return switch (keys.get(key)) {
      case null -> Optional.empty();
      case Number number when isFinite(number) ->
          Optional.of(Collections.nCopies(count, number.doubleValue()));
      case List<?> list when list.size() == count && list.stream().allMatch(YamlKeys::isFinite) ->
          Optional.of(list.stream().map(n -> ((Number) n).doubleValue()).toList());
      default -> wrong(key, "a list of %d finite numbers".formatted(count));
    };
  }

  private static boolean isFinite(Object value) {
    return value instanceof Number number && Double.isFinite(number.doubleValue());
  }

  private <T> Optional<T> wrong(String key, String needed) {
    problems.add("%s is %s, but must be %s".formatted(key, keys.get(key), needed));
    return Optional.empty();
  }
}
