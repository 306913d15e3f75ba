package io.ciderstream.evaluation.yaml;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Sets single keys of a configuration: {@code seed=2}, {@code network.localisation.beta=0.5},
 * {@code stages.views.epochs=1}. An element of a list is named by its {@code name} or by its number
 * from 0; below {@code network} the rest of the path is one key, as in the file. The value is YAML;
 * without one the key is removed, so that its default holds.
 */
final class Overrides {
  private static final String NAME = "name";
  private static final String FLAT = "network";

  private final String assignment;
  private final List<String> path;
  private final Object value;

  private Overrides(String assignment) {
    this.assignment = assignment;
    int equals = assignment.indexOf('=');
    String key = assignment.substring(0, Math.max(0, equals)).strip();
    if (key.isEmpty()) {
      throw invalid("is not of the form KEY=VALUE");
    }
    String[] words = key.startsWith(FLAT + ".") ? key.split("\\.", 2) : key.split("\\.", -1);
    this.path = List.of(words);
    try {
      this.value = plain(ConfigText.value(assignment.substring(equals + 1)));
    } catch (YAMLException e) {
      throw invalid("has a value that is no YAML: " + e.getMessage());
    }
  }

  /** Returns a copy of the keys with every assignment made. */
  static Map<String, Object> apply(Map<String, Object> keys, List<String> assignments) {
    Map<String, Object> changed = textKeys(keys);
    assignments.forEach(text -> new Overrides(text).set(changed));
    return changed;
  }

  /** Returns a copy whose keys are strings at every level, or null if it is no map. */
  static Map<String, Object> textKeys(Object root) {
    if (!(root instanceof Map<?, ?> map)) {
      return null;
    }
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach((key, value) -> copy.put(String.valueOf(key), plain(value)));
    return copy;
  }

  private static Object plain(Object value) {
    return switch (value) {
      case Map<?, ?> map -> textKeys(map);
      case List<?> list -> {
        List<Object> copy = new ArrayList<>();
        list.forEach(element -> copy.add(plain(element)));
        yield copy;
      }
      case null -> null;
      default -> value;
    };
  }

  @SuppressWarnings("unchecked") // textKeys and plain made every map and list below
  private void set(Map<String, Object> keys) {
    Object at = keys;
    for (int i = 0; i < path.size(); i++) {
      boolean last = i == path.size() - 1;
      String word = path.get(i);
      switch (at) {
        case Map<?, ?> some when last && value == null -> some.remove(word);
        case Map<?, ?> some when last -> ((Map<String, Object>) some).put(word, value);
        case Map<?, ?> some -> {
          Map<String, Object> map = (Map<String, Object>) some;
          map.putIfAbsent(word, new LinkedHashMap<String, Object>());
          at = map.get(word);
        }
        case List<?> list when last && value == null ->
            throw invalid("is wrong: elements of a list cannot be removed");
        case List<?> list when last -> ((List<Object>) list).set(index(list, word, i), value);
        case List<?> list -> at = list.get(index(list, word, i));
        case null, default -> throw invalid("is wrong: %s has no keys below it".formatted(upTo(i)));
      }
    }
  }

  private int index(List<?> list, String word, int at) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      boolean named = list.get(i) instanceof Map<?, ?> map && map.get(NAME) != null;
      String name = named ? String.valueOf(((Map<?, ?>) list.get(i)).get(NAME)) : String.valueOf(i);
      if (word.equals(name) || word.equals(String.valueOf(i))) {
        return i;
      }
      names.add(name);
    }
    throw invalid("is wrong: '%s' is none of %s, which are %s".formatted(word, upTo(at), names));
  }

  private String upTo(int words) {
    return String.join(".", path.subList(0, words));
  }

  private CiderException invalid(String what) {
    return new CiderException(
        ErrorCode.SETTING_INVALID, "--set %s %s.".formatted(assignment, what));
  }
}
