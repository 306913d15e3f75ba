package io.ciderstream.train.weights;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.train.network.BackboneName;
import io.ciderstream.train.network.FeatureNetwork;
import io.ciderstream.train.network.Network;
import io.ciderstream.train.shape.Shape;
import io.ciderstream.train.shape.ShapeOps;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * What a network takes over from a file of weights.
 *
 * @param loaded parameters of the network that the file has
 * @param fresh names of those that it lacks; none is of the backbone
 * @param unused names in the file that the network does not read
 */
public record StartWeights(Weights loaded, List<String> fresh, List<String> unused) {
  private static final int NAMED = 6;

  /**
   * Compares a file with a network. Names may have the prefixes of wrappers, or be timm's.
   *
   * @param network all that is to be started
   * @param source the file, for messages
   * @throws CiderException WEIGHTS_INVALID if a parameter of the backbone is missing, or any has
   *     another shape; the message says how many are loaded, missing and unexpected, and names some
   */
  public static StartWeights of(
      Weights file, BackboneName backbone, Network network, String source) {
    Weights named = ForeignNames.translated(file, backbone);
    Map<String, Shape> wanted = ShapeOps.parameters(network);
    Map<String, Shape> needed = ShapeOps.parameters(new FeatureNetwork(backbone.backbone()));
    SequencedMap<String, Weight> loaded = new LinkedHashMap<>();
    List<String> fresh = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    List<String> otherShape = new ArrayList<>();
    wanted.forEach(
        (name, shape) -> {
          Weight weight = named.byName().get(name);
          if (weight == null) {
            (needed.containsKey(name) ? missing : fresh).add(name);
          } else if (!weight.shape().equals(shape)) {
            otherShape.add("%s is %s instead of %s".formatted(name, weight.shape(), shape));
          } else {
            loaded.put(name, weight);
          }
        });
    List<String> unused =
        named.byName().keySet().stream().filter(name -> !wanted.containsKey(name)).toList();
    if (!missing.isEmpty() || !otherShape.isEmpty()) {
      throw new CiderException(
          ErrorCode.WEIGHTS_INVALID,
          "%s does not fit %s: %d parameters fit; missing in the backbone: %s; of another shape: %s; not expected: %s."
              .formatted(
                  source,
                  backbone.text(),
                  loaded.size(),
                  some(missing),
                  some(otherShape),
                  some(unused)));
    }
    return new StartWeights(new Weights(loaded), List.copyOf(fresh), unused);
  }

  /** One line for the user. */
  public String report() {
    return "%d parameters loaded; started anew: %s; in the file but not used: %s"
        .formatted(loaded.byName().size(), some(fresh), some(unused));
  }

  private static String some(List<String> names) {
    if (names.isEmpty()) {
      return "none";
    }
    String first = names.stream().limit(NAMED).collect(Collectors.joining(", "));
    return names.size() > NAMED
        ? "%d (%s, ...)".formatted(names.size(), first)
        : "%d (%s)".formatted(names.size(), first);
  }
}
