package io.ciderstream.train.network;

import io.ciderstream.train.ops.MaskKind;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * {@link CiderOptions} as text by key, for configuration files and for the files that weights are
 * kept in. A key left out has the paper's value.
 */
public final class OptionsText {
  private static final SequencedMap<String, String> DEFAULTS = defaults();

  private OptionsText() {}

  /** Every key with its value when left out. */
  public static SequencedMap<String, String> defaults() {
    SequencedMap<String, String> defaults = new LinkedHashMap<>();
    defaults.put("backbone", "resnet101");
    defaults.put("excitation", "true");
    defaults.put("excitation.ratio", "16");
    defaults.put("context", "true");
    defaults.put("context.dilations", "6,12,18");
    defaults.put("localisation", "true");
    defaults.put("localisation.thresholds", "0.3,0.6");
    defaults.put("localisation.beta", "0.1");
    defaults.put("localisation.mask", "straight-through");
    defaults.put("localisation.sharpness", "10.0");
    defaults.put("localisation.flat-range", "0.05");
    defaults.put("pooling", "gem");
    defaults.put("pooling.power", "3.0");
    defaults.put("pooling.learnt", "true");
    defaults.put("projection", "true");
    defaults.put("projection.dimension", "2048");
    defaults.put("projection.normalise-before", "false");
    defaults.put("projection.batch-norm", "true");
    return defaults;
  }

  /**
   * @throws IllegalArgumentException that names the key and what is wrong
   */
  public static CiderOptions read(Map<String, String> values) {
    values.keySet().stream()
        .filter(key -> !DEFAULTS.containsKey(key))
        .findFirst()
        .ifPresent(
            key -> {
              throw new IllegalArgumentException(
                  "'%s' is none of %s".formatted(key, String.join(", ", DEFAULTS.keySet())));
            });
    return new Reader(values).options();
  }

  /** Every key, so that {@link #read} gives the same options back. */
  public static SequencedMap<String, String> write(CiderOptions options) {
    SequencedMap<String, String> text = defaults();
    text.put("backbone", options.backbone().text());
    text.put("excitation", "" + options.excitation().isPresent());
    options.excitation().ifPresent(it -> text.put("excitation.ratio", "" + it.ratio()));
    text.put("context", "" + options.context().isPresent());
    options.context().ifPresent(it -> text.put("context.dilations", joined(it.dilations())));
    text.put("localisation", "" + options.localisation().isPresent());
    options
        .localisation()
        .ifPresent(
            it -> {
              text.put("localisation.thresholds", joined(it.thresholds()));
              text.put("localisation.beta", "" + it.beta());
              text.put("localisation.mask", lower(it.mask()));
              text.put("localisation.sharpness", "" + it.sharpness());
              text.put("localisation.flat-range", "" + it.flatRange());
            });
    switch (options.pooling()) {
      case Pooling.Average() -> text.put("pooling", "average");
      case Pooling.Gem gem -> {
        text.put("pooling.power", "" + gem.power());
        text.put("pooling.learnt", "" + gem.learnt());
      }
    }
    text.put("projection", "" + options.projection().isPresent());
    options
        .projection()
        .ifPresent(
            it -> {
              text.put("projection.dimension", "" + it.dimension());
              text.put("projection.normalise-before", "" + it.normaliseBefore());
              text.put("projection.batch-norm", "" + it.batchNorm());
            });
    return text;
  }

  private static String joined(List<?> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static String lower(MaskKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private record Reader(Map<String, String> values) {
    CiderOptions options() {
      return new CiderOptions(
          read("backbone", BackboneName::of),
          block("excitation", () -> new CiderOptions.Excitation(integer("excitation.ratio"))),
          block("context", () -> new CiderOptions.Context(dilations())),
          block("localisation", this::localisation),
          read("pooling", this::pooling),
          block("projection", this::projection));
    }

    private CiderOptions.Localisation localisation() {
      return new CiderOptions.Localisation(
          list("localisation.thresholds", Reader::finite),
          real("localisation.beta"),
          read("localisation.mask", Reader::mask),
          real("localisation.sharpness"),
          real("localisation.flat-range"));
    }

    private CiderOptions.Projection projection() {
      return new CiderOptions.Projection(
          integer("projection.dimension"),
          flag("projection.normalise-before"),
          flag("projection.batch-norm"));
    }

    private Pooling pooling(String kind) {
      return switch (kind) {
        case "gem" -> new Pooling.Gem(real("pooling.power"), flag("pooling.learnt"));
        case "average" -> new Pooling.Average();
        default -> throw new IllegalArgumentException("it is neither gem nor average");
      };
    }

    private static MaskKind mask(String text) {
      return Arrays.stream(MaskKind.values())
          .filter(kind -> lower(kind).equals(text))
          .findFirst()
          .orElseThrow(
              () -> new IllegalArgumentException("it is neither straight-through nor soft"));
    }

    private List<Integer> dilations() {
      return list("context.dilations", Integer::valueOf);
    }

    private interface Block<B> {
      B make();
    }

    private <B> Optional<B> block(String key, Block<B> block) {
      try {
        return flag(key) ? Optional.of(block.make()) : Optional.empty();
      } catch (IllegalArgumentException e) {
        boolean named = e.getMessage().startsWith(key);
        throw new IllegalArgumentException(named ? e.getMessage() : key + ": " + e.getMessage(), e);
      }
    }

    private boolean flag(String key) {
      return read(
          key,
          text ->
              switch (text) {
                case "true", "on" -> true;
                case "false", "off" -> false;
                default -> throw new IllegalArgumentException("it is neither true nor false");
              });
    }

    private int integer(String key) {
      return read(key, Integer::valueOf);
    }

    private double real(String key) {
      return read(key, Reader::finite);
    }

    private static double finite(String text) {
      double value = Double.parseDouble(text);
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("it is no finite number");
      }
      return value;
    }

    private <V> List<V> list(String key, Function<String, V> parse) {
      return read(
          key,
          text ->
              Arrays.stream(text.split(","))
                  .map(String::strip)
                  .filter(part -> !part.isEmpty())
                  .map(parse)
                  .toList());
    }

    private <V> V read(String key, Function<String, V> parse) {
      String text = values.getOrDefault(key, DEFAULTS.get(key));
      try {
        return parse.apply(text);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "%s is '%s': %s".formatted(key, text, e.getMessage()), e);
      }
    }
  }
}
