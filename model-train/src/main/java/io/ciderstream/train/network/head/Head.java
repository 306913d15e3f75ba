package io.ciderstream.train.network.head;

import io.ciderstream.train.ops.Ops;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What makes the vector that the fully connected layer reads of a backbone's feature maps. */
public sealed interface Head permits CiderHead, GemHead, SolarHead, GlamHead, DolgHead, TokenHead {
  /** What the names of all heads' parameters begin with. */
  String PREFIX = "cider.";

  /** Epsilon of batch normalisation. */
  double EPSILON = 1e-5;

  /** Returns all heads with the defaults of their papers, the default head first. */
  static List<Head> all() {
    return List.of(
        new CiderHead(),
        new GemHead(),
        new SolarHead(4, 2),
        new GlamHead(4, 3, List.of(1, 2, 3)),
        new DolgHead(2, List.of(6, 12, 18)),
        new TokenHead(4, 2, 8, 2));
  }

  /** Returns the name as users write it, such as {@code solar}. */
  default String text() {
    return getClass().getSimpleName().replace("Head", "").toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the length of the vector.
   *
   * @param channels of the backbone's last map
   */
  default int width(int channels) {
    return channels;
  }

  /**
   * Changes the map of stride 16, [N,C,H,W], before the last stage of the backbone reads it. Heads
   * without a block there return it as it is.
   *
   * @param channels of the map
   */
  default <T> T middle(Ops<T> ops, T map, int channels) {
    return map;
  }

  /** Computes the vector, [N,{@link #width}]. */
  <T> T vector(Ops<T> ops, HeadInput<T> input);

  /** Returns the names of parameters that start at one value, with it. */
  default Map<String, Float> starts() {
    return Map.of();
  }
}
