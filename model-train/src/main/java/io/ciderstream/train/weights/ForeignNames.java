package io.ciderstream.train.weights;

import io.ciderstream.train.network.BackboneName;
import io.ciderstream.train.network.EfficientNetLite;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of parameters as other programs write them: with the prefixes of wrappers (data parallel,
 * compiled, a model inside a training loop), or timm's for EfficientNet-Lite. timm's names for
 * ResNet are torchvision's, which are ours.
 */
final class ForeignNames {
  private static final List<String> PREFIXES =
      List.of("module.", "_orig_mod.", "model.", "backbone.", "encoder.");
  private static final Pattern BLOCK =
      Pattern.compile("blocks\\.(\\d+)\\.(\\d+)\\.(\\w+)\\.(\\w+)");
  private static final Map<String, String> OUTSIDE_BLOCKS =
      Map.of(
          "conv_stem.", "_conv_stem.",
          "bn1.", "_bn0.",
          "conv_head.", "_conv_head.",
          "bn2.", "_bn1.",
          "classifier.", "_fc.");

  /**
   * A block of the first stage does not widen, so timm numbers its parts from the depthwise one.
   */
  private static final Map<String, String> FIRST_STAGE =
      Map.of(
          "conv_dw", "_depthwise_conv", "bn1", "_bn1", "conv_pw", "_project_conv", "bn2", "_bn2");

  private static final Map<String, String> LATER_STAGES =
      Map.of(
          "conv_pw", "_expand_conv",
          "bn1", "_bn0",
          "conv_dw", "_depthwise_conv",
          "bn2", "_bn1",
          "conv_pwl", "_project_conv",
          "bn3", "_bn2");

  private ForeignNames() {}

  /** The same weights under our names, as far as names are known; others stay. */
  static Weights translated(Weights weights, BackboneName backbone) {
    SequencedMap<String, Weight> bare = withoutPrefixes(weights.byName());
    boolean timm = bare.containsKey("conv_stem.weight");
    if (!timm || !(backbone.backbone() instanceof EfficientNetLite)) {
      return new Weights(bare);
    }
    Map<Integer, Integer> firstOfStage = firstOfStages(bare);
    SequencedMap<String, Weight> ours = new LinkedHashMap<>();
    bare.forEach((name, weight) -> ours.put(ofTimm(name, firstOfStage), weight));
    return new Weights(ours);
  }

  /** A prefix goes only if every name has it: {@code model.} may be a part of the network. */
  private static SequencedMap<String, Weight> withoutPrefixes(SequencedMap<String, Weight> named) {
    for (String prefix : PREFIXES) {
      if (!named.isEmpty() && named.keySet().stream().allMatch(name -> name.startsWith(prefix))) {
        SequencedMap<String, Weight> bare = new LinkedHashMap<>();
        named.forEach((name, weight) -> bare.put(name.substring(prefix.length()), weight));
        return withoutPrefixes(bare);
      }
    }
    return named;
  }

  private static Map<Integer, Integer> firstOfStages(Map<String, Weight> bare) {
    Map<Integer, Integer> blocks = new java.util.TreeMap<>();
    for (String name : bare.keySet()) {
      Matcher block = BLOCK.matcher(name);
      if (block.matches()) {
        blocks.merge(number(block, 1), number(block, 2) + 1, Math::max);
      }
    }
    Map<Integer, Integer> first = new LinkedHashMap<>();
    int count = 0;
    for (Map.Entry<Integer, Integer> stage : blocks.entrySet()) {
      first.put(stage.getKey(), count);
      count += stage.getValue();
    }
    return first;
  }

  private static String ofTimm(String name, Map<Integer, Integer> firstOfStage) {
    Matcher block = BLOCK.matcher(name);
    if (block.matches()) {
      Map<String, String> parts = number(block, 1) == 0 ? FIRST_STAGE : LATER_STAGES;
      int place = firstOfStage.get(number(block, 1)) + number(block, 2);
      String part = parts.getOrDefault(block.group(3), block.group(3));
      return "_blocks.%d.%s.%s".formatted(place, part, block.group(4));
    }
    for (Map.Entry<String, String> outside : OUTSIDE_BLOCKS.entrySet()) {
      if (name.startsWith(outside.getKey())) {
        return outside.getValue() + name.substring(outside.getKey().length());
      }
    }
    return name;
  }

  private static int number(Matcher block, int group) {
    return Integer.parseInt(block.group(group));
  }
}
