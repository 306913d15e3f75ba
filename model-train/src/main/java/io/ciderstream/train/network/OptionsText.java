package io.ciderstream.train.network;

import io.ciderstream.train.network.head.CiderHead;
import io.ciderstream.train.network.head.Head;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * {@link CiderOptions} as text by key, for configuration files and for the files that weights are
 * kept in. Keys are made of the names of the records' components, such as {@code
 * localisation.flat-range}; a block's own key says whether the network has it; a record in a block
 * adds no level. A key left out has the paper's value; with a head other than CiDeR, whose keys
 * begin with its name, CiDeR's blocks are off unless they are given.
 */
public final class OptionsText {
  private static final String HEAD = "head";
  private static final List<String> BLOCKS = List.of("excitation", "context", "localisation");

  private OptionsText() {}

  /** Returns every key with its value when left out. */
  public static SequencedMap<String, String> defaults() {
    SequencedMap<String, String> texts = write(CiderOptions.paper());
    texts.put(HEAD, Head.all().getFirst().text());
    Head.all().forEach(head -> write(head.text(), head, texts));
    return texts;
  }

  /**
   * Reads options.
   *
   * @throws IllegalArgumentException that names the key and what is wrong
   */
  public static CiderOptions read(Map<String, String> values) {
    SequencedMap<String, String> texts = defaults();
    values.forEach(
        (key, value) -> {
          if (texts.replace(key, value) == null) {
            throw new IllegalArgumentException(
                "'%s' is none of %s".formatted(key, String.join(", ", texts.keySet())));
          }
        });
    Head head = head(texts);
    Head.all().stream()
        .filter(other -> !other.text().equals(head.text()))
        .forEach(other -> refuseKeysOf(other, head, values));
    if (!(head instanceof CiderHead)) {
      BLOCKS.stream()
          .filter(key -> !values.containsKey(key))
          .forEach(key -> texts.put(key, "false"));
    }
    return make(CiderOptions.class, part -> part(part, head, texts));
  }

  private static Object part(RecordComponent part, Head head, Map<String, String> texts) {
    if (part.getType() == Head.class) {
      return head;
    }
    return part.getType() == Optional.class
        ? block(part, texts)
        : value(part.getType(), part.getName(), texts);
  }

  private static Head head(Map<String, String> texts) {
    Head papers = (Head) value(Head.class, HEAD, texts);
    return prefixed(papers.text(), () -> below(papers.text(), papers.getClass(), texts));
  }

  private static void refuseKeysOf(Head other, Head head, Map<String, String> values) {
    values.keySet().stream()
        .filter(key -> key.startsWith(other.text() + "."))
        .findFirst()
        .ifPresent(
            key -> {
              throw new IllegalArgumentException(
                  "%s is a key of the head %s, but the head is %s"
                      .formatted(key, other.text(), head.text()));
            });
  }

  /**
   * Writes every key that counts, so that {@link #read} gives the same options back. The head cider
   * is not written, as it is the default.
   */
  public static SequencedMap<String, String> write(CiderOptions options) {
    SequencedMap<String, String> texts = new LinkedHashMap<>();
    for (RecordComponent part : CiderOptions.class.getRecordComponents()) {
      String key = part.getName();
      if (get(part, options) instanceof Head head) {
        if (!(head instanceof CiderHead)) {
          texts.put(HEAD, head.text());
          write(head.text(), head, texts);
        }
      } else if (get(part, options) instanceof Optional<?> block) {
        texts.put(key, words(key, block.isPresent()).getFirst());
        Object shown =
            block.isPresent()
                ? block.get()
                : standard((Optional<?>) get(part, CiderOptions.paper()));
        write(key, shown, texts);
      } else {
        texts.put(key, text(get(part, options)));
      }
    }
    return texts;
  }

  /** Returns the values of a block that is off: the paper's, if it has the block. */
  private static Object standard(Optional<?> ofPaper) {
    return ofPaper.isPresent() ? ofPaper.get() : LocalOutput.standard();
  }

  private static void write(String prefix, Object from, Map<String, String> texts) {
    for (RecordComponent part : from.getClass().getRecordComponents()) {
      Object value = get(part, from);
      if (value instanceof Record) {
        write(prefix, value, texts);
      } else {
        texts.put(prefix + "." + kebab(part.getName()), text(value));
      }
    }
  }

  private static Optional<?> block(RecordComponent part, Map<String, String> texts) {
    String key = part.getName();
    Type type = ((ParameterizedType) part.getGenericType()).getActualTypeArguments()[0];
    return prefixed(
        key,
        () ->
            (boolean) value(boolean.class, key, texts)
                ? Optional.of(below(key, (Class<?>) type, texts))
                : Optional.empty());
  }

  /** Makes a record of the keys below a prefix. */
  private static <R> R below(String prefix, Class<R> type, Map<String, String> texts) {
    return make(
        type,
        part ->
            part.getType().isRecord()
                ? below(prefix, part.getType(), texts)
                : value(part.getGenericType(), prefix + "." + kebab(part.getName()), texts));
  }

  /** Adds the key to what is wrong, unless it is named. */
  private static <R> R prefixed(String key, Supplier<R> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      boolean named = e.getMessage().startsWith(key);
      throw new IllegalArgumentException(named ? e.getMessage() : key + ": " + e.getMessage(), e);
    }
  }

  private static Object value(Type type, String key, Map<String, String> texts) {
    String text = texts.get(key);
    try {
      return type == boolean.class ? flag(key, text) : value(type, text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s is '%s': %s".formatted(key, text, e.getMessage()), e);
    }
  }

  private static Object value(Type type, String text) {
    return switch (type) {
      case ParameterizedType list ->
          Arrays.stream(text.split(","))
              .map(String::strip)
              .filter(part -> !part.isEmpty())
              .map(part -> value(list.getActualTypeArguments()[0], part))
              .toList();
      case Class<?> one when one == Head.class -> named(Head.all().toArray(), text);
      case Class<?> one when one.isEnum() -> named(one.getEnumConstants(), text);
      case Class<?> one when one == int.class || one == Integer.class -> Integer.valueOf(text);
      default -> finite(text);
    };
  }

  private static double finite(String text) {
    double value = Double.parseDouble(text);
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("it is not a finite number");
    }
    return value;
  }

  private static Object named(Object[] constants, String text) {
    return Arrays.stream(constants)
        .filter(constant -> text(constant).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    Arrays.stream(constants)
                        .map(OptionsText::text)
                        .collect(Collectors.joining(", ", "it is none of ", ""))));
  }

  private static boolean flag(String key, String text) {
    boolean flag = words(key, true).contains(text);
    if (!flag && !words(key, false).contains(text)) {
      throw new IllegalArgumentException(
          "it is neither %s nor %s"
              .formatted(words(key, true).getFirst(), words(key, false).getFirst()));
    }
    return flag;
  }

  /** Returns the words for one of the two values of a flag, of which the first is written. */
  private static List<String> words(String key, boolean value) {
    if (key.equals("pooling")) {
      return List.of(value ? "gem" : "average");
    }
    return value ? List.of("true", "on") : List.of("false", "off");
  }

  private static String text(Object value) {
    return switch (value) {
      case List<?> list -> list.stream().map(String::valueOf).collect(Collectors.joining(","));
      case Head head -> head.text();
      case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
      default -> value.toString();
    };
  }

  private static String kebab(String component) {
    return component.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private static Object get(RecordComponent part, Object from) {
    try {
      return part.getAccessor().invoke(from);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <R> R make(Class<R> type, Function<RecordComponent, Object> value) {
    RecordComponent[] parts = type.getRecordComponents();
    Class<?>[] types = Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] values = Arrays.stream(parts).map(value).toArray();
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof IllegalArgumentException cause
          ? cause
          : new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
