package io.ciderstream.train.learn.config;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.IntStream;

/**
 * A part of a configuration file, read key by key. {@link #only} comes first: a key that is
 * unknown, such as a misspelt one, is refused by its name before anything is missed for the lack of
 * it.
 */
final class Section {
  private final String path;
  private final Map<?, ?> values;
  private final Set<String> known = new TreeSet<>();

  /**
   * @param path where it stands, for messages; empty for the whole file
   */
  Section(String path, Map<?, ?> values) {
    this.path = path;
    this.values = values;
  }

  /**
   * Names the keys that may be read and refuses all others. May be called again, with more keys,
   * once a first key says what kind of part this is.
   *
   * @return this
   */
  Section only(Collection<String> keys) {
    known.clear();
    known.addAll(keys);
    for (Object key : values.keySet()) {
      if (!known.contains(String.valueOf(key))) {
        throw invalid("" + key, "is unknown; known are " + String.join(", ", known));
      }
    }
    return this;
  }

  /** Refuses keys other than these. */
  Section only(String... keys) {
    return only(List.of(keys));
  }

  boolean has(String key) {
    if (!known.contains(key)) {
      throw new IllegalStateException(at(key) + " is read, but not among the known keys");
    }
    return values.get(key) != null;
  }

  String text(String key) {
    if (!has(key)) {
      throw invalid(key, "is missing");
    }
    Object value = values.get(key);
    if (value instanceof Map || value instanceof List) {
      throw invalid(key, "is %s instead of one value".formatted(value));
    }
    return value.toString();
  }

  String text(String key, String fallback) {
    return has(key) ? text(key) : fallback;
  }

  /** A list, or one text of values between commas. */
  List<String> texts(String key) {
    if (!has(key)) {
      return List.of();
    }
    return values.get(key) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : Arrays.stream(text(key).split(",")).map(String::strip).toList();
  }

  List<Double> numbers(String key, List<Double> fallback) {
    if (!has(key)) {
      return fallback;
    }
    return texts(key).stream().map(text -> number(key, text)).toList();
  }

  double number(String key, double fallback, double least, double most) {
    double value = has(key) ? number(key, text(key)) : fallback;
    if (!(value >= least && value <= most)) {
      throw invalid(key, "is %s, which is not in %s to %s".formatted(value, least, most));
    }
    return value;
  }

  int integer(String key, int fallback, int least, int most) {
    return (int) whole(key, fallback, least, most);
  }

  /** A whole number of at most 2^53, which YAML's numbers hold exactly. */
  long whole(String key, long fallback, long least, long most) {
    double value = has(key) ? number(key, text(key)) : fallback;
    if (value != Math.rint(value) || Double.isInfinite(value)) {
      throw invalid(key, "is %s, which is no whole number".formatted(value));
    }
    if (value < least || value > most) {
      throw invalid(key, "is %.0f, which is not in %d to %d".formatted(value, least, most));
    }
    return (long) value;
  }

  boolean flag(String key, boolean fallback) {
    String text = text(key, String.valueOf(fallback));
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw invalid(key, "is %s, neither true nor false".formatted(text));
    };
  }

  /** A constant, written in lower case with hyphens. */
  <E extends Enum<E>> E choice(String key, Class<E> type, E fallback) {
    String text = text(key, name(fallback));
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> name(constant).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                invalid(
                    key,
                    "is %s, which is none of %s"
                        .formatted(
                            text,
                            Arrays.stream(type.getEnumConstants()).map(Section::name).toList())));
  }

  /** A regular expression. */
  Pattern pattern(String key, String fallback) {
    try {
      return Pattern.compile(text(key, fallback));
    } catch (PatternSyntaxException e) {
      throw invalid(key, "is no regular expression: " + e.getMessage());
    }
  }

  /** A part below; empty if it isn't there. */
  Section section(String key) {
    if (!has(key)) {
      return new Section(at(key), Map.of());
    }
    if (values.get(key) instanceof Map<?, ?> map) {
      return new Section(at(key), map);
    }
    throw invalid(key, "must have keys below it");
  }

  /** A list of parts; empty if it isn't there. */
  List<Section> sections(String key) {
    if (!has(key)) {
      return List.of();
    }
    if (!(values.get(key) instanceof List<?> list)) {
      throw invalid(key, "must be a list");
    }
    return IntStream.range(0, list.size())
        .mapToObj(
            i -> {
              if (list.get(i) instanceof Map<?, ?> map) {
                return new Section("%s[%d]".formatted(at(key), i), map);
              }
              throw invalid(key, "has an entry without keys: " + list.get(i));
            })
        .toList();
  }

  /** Makes something of values that were read; what it refuses is told as a fault of this part. */
  <T> T make(Supplier<T> maker) {
    try {
      return maker.get();
    } catch (IllegalArgumentException e) {
      throw invalid("", "is wrong: " + e.getMessage());
    }
  }

  CiderException invalid(String key, String what) {
    String place = key.isEmpty() ? path : at(key);
    return new CiderException(
        ErrorCode.SETTING_INVALID,
        place.isEmpty()
            ? "The training configuration %s.".formatted(what)
            : "In the training configuration, %s %s.".formatted(place, what));
  }

  private String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private double number(String key, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw invalid(key, "is %s, which is no number".formatted(text));
    }
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
