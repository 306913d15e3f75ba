package io.ciderstream.train.weights;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives parameters the names that our networks use, which are torchvision's for ResNets and those
 * of the packaged weights for EfficientNets. Removes what wrappers put before a name ({@code
 * module.} of DataParallel, {@code _orig_mod.} of {@code torch.compile}, {@code model.} of
 * Lightning and our own checkpoints' like), leaves out the counters of batch normalisations, and
 * renames timm's EfficientNets. timm's ResNets have torchvision's names.
 */
final class ParameterNames {
  private static final List<String> WRAPPERS =
      List.of("module.", "_orig_mod.", "model.", "backbone.", "network.");
  private static final String COUNTER = "num_batches_tracked";
  private static final String TIMM_STEM = "conv_stem.weight";
  private static final Pattern TIMM_BLOCK =
      Pattern.compile("blocks\\.(\\d+)\\.(\\d+)\\.([a-z_0-9]+)\\.(.+)");
  private static final Map<String, String> TIMM_ENDS =
      Map.of(
          "conv_stem", "_conv_stem",
          "bn1", "_bn0",
          "conv_head", "_conv_head",
          "bn2", "_bn1",
          "classifier", "_fc");

  /** timm's block that widens, filters and narrows. */
  private static final Map<String, String> TIMM_WIDE =
      Map.of(
          "conv_pw", "_expand_conv",
          "bn1", "_bn0",
          "conv_dw", "_depthwise_conv",
          "bn2", "_bn1",
          "conv_pwl", "_project_conv",
          "bn3", "_bn2");

  /** timm's first block, which does not widen. */
  private static final Map<String, String> TIMM_NARROW =
      Map.of(
          "conv_dw", "_depthwise_conv",
          "bn1", "_bn1",
          "conv_pw", "_project_conv",
          "bn2", "_bn2");

  private ParameterNames() {}

  /**
   * Returns the same weights by our names.
   *
   * @throws IllegalArgumentException if two parameters would get the same name
   */
  static Weights of(Weights weights) {
    SequencedMap<String, Weight> bare = new LinkedHashMap<>();
    weights
        .byName()
        .forEach(
            (name, weight) -> {
              String own = unwrapped(name);
              if (!own.endsWith(COUNTER)) {
                put(bare, own, weight);
              }
            });
    return bare.containsKey(TIMM_STEM) ? timm(bare) : new Weights(bare);
  }

  private static String unwrapped(String name) {
    String rest = name;
    Optional<String> wrapper = Optional.of("");
    while (wrapper.isPresent()) {
      rest = rest.substring(wrapper.get().length());
      wrapper = WRAPPERS.stream().filter(rest::startsWith).findFirst();
    }
    return rest;
  }

  private static Weights timm(SequencedMap<String, Weight> weights) {
    Map<Integer, Integer> repeats = new TreeMap<>();
    for (String name : weights.keySet()) {
      Matcher block = TIMM_BLOCK.matcher(name);
      if (block.matches()) {
        repeats.merge(number(block, 1), number(block, 2) + 1, Math::max);
      }
    }
    SequencedMap<String, Weight> renamed = new LinkedHashMap<>();
    weights.forEach(
        (name, weight) -> {
          Matcher block = TIMM_BLOCK.matcher(name);
          String own = block.matches() ? block(block, repeats, weights) : end(name);
          put(renamed, own, weight);
        });
    return new Weights(renamed);
  }

  /** Returns our name: timm counts blocks within their stage, we count through. */
  private static String block(
      Matcher block, Map<Integer, Integer> repeats, Map<String, Weight> weights) {
    int stage = number(block, 1);
    int before =
        repeats.entrySet().stream()
            .filter(entry -> entry.getKey() < stage)
            .mapToInt(Map.Entry::getValue)
            .sum();
    boolean wide =
        weights.containsKey(
            "blocks.%s.%s.conv_pwl.weight".formatted(block.group(1), block.group(2)));
    String part = (wide ? TIMM_WIDE : TIMM_NARROW).get(block.group(3));
    return part == null
        ? block.group()
        : "_blocks.%d.%s.%s".formatted(before + number(block, 2), part, block.group(4));
  }

  private static String end(String name) {
    int dot = name.indexOf('.');
    String part = dot < 0 ? null : TIMM_ENDS.get(name.substring(0, dot));
    return part == null ? name : part + name.substring(dot);
  }

  private static int number(Matcher block, int group) {
    return Integer.parseInt(block.group(group));
  }

  private static void put(Map<String, Weight> weights, String name, Weight weight) {
    if (weights.put(name, weight) != null) {
      throw new IllegalArgumentException("it has two parameters that mean " + name);
    }
  }
}
