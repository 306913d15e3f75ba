package io.ciderstream.train.network;

import io.ciderstream.train.ops.NeuralNetwork;
import io.ciderstream.train.ops.Ops;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * CiDeR (Song et al., arXiv 2404.01524): backbone, squeeze-and-excitation, selective context,
 * attentional localisation, pooling, fully connected layer with batch normalisation, L2. Outputs
 * {@value DescriptorNetwork#DESCRIPTORS}, float [N,D], each of length 1, and, with attentional
 * localisation, {@value #ATTENTION}, float [N,h,w] in 0..1, zeros for a picture without a subject.
 *
 * <p>The names of all parameters that are not the backbone's begin with {@value #PREFIX}.
 *
 * @param options what it is made of
 */
public record CiderNetwork(CiderOptions options) implements NeuralNetwork {
  /** Name of the second output. */
  public static final String ATTENTION = "attention";

  /** What the names of the added parameters begin with. */
  public static final String PREFIX = "cider.";

  /** Prefix of the fully connected layer's parameters. */
  public static final String PROJECTION = PREFIX + "fc";

  private static final double EPSILON = 1e-5;

  /** Length of a descriptor. */
  public int dimension() {
    return options
        .projection()
        .map(CiderOptions.Projection::dimension)
        .orElseGet(() -> options.backbone().backbone().channels());
  }

  /**
   * The pooled vector alone, float [N,C]: what the fully connected layer reads, so that it can be
   * started from statistics of it.
   */
  public <T> T pooled(Ops<T> ops, T images) {
    return seen(ops, images).pooled();
  }

  @Override
  public <T> SequencedMap<String, T> outputs(Ops<T> ops, T images) {
    Seen<T> seen = seen(ops, images);
    SequencedMap<String, T> outputs = new LinkedHashMap<>();
    outputs.put(DescriptorNetwork.DESCRIPTORS, descriptors(ops, seen.pooled()));
    seen.attention().ifPresent(map -> outputs.put(ATTENTION, ops.asPlane(map)));
    return outputs;
  }

  /** Names of parameters that start at one value, with it; the others start by their kind. */
  public Map<String, Float> starts() {
    int channels = options.backbone().backbone().channels();
    Map<String, Float> starts = new LinkedHashMap<>(options.pooling().starts());
    options.excitation().ifPresent(it -> starts.putAll(excitation(it, channels).starts()));
    options.context().ifPresent(it -> starts.putAll(context(it, channels).starts()));
    options.localisation().ifPresent(it -> starts.putAll(localisation(it, channels).starts()));
    return starts;
  }

  private record Seen<T>(T pooled, Optional<T> attention) {}

  private <T> Seen<T> seen(Ops<T> ops, T images) {
    Backbone backbone = options.backbone().backbone();
    int channels = backbone.channels();
    T x = backbone.features(ops, images);
    if (options.excitation().isPresent()) {
      x = excitation(options.excitation().get(), channels).apply(ops, x);
    }
    if (options.context().isPresent()) {
      x = context(options.context().get(), channels).apply(ops, x);
    }
    Optional<T> attention = Optional.empty();
    if (options.localisation().isPresent()) {
      var localised = localisation(options.localisation().get(), channels).apply(ops, x);
      x = localised.features();
      attention = Optional.of(localised.attention());
    }
    T pooled = options.pooling().pooled(ops, x);
    boolean unit =
        options.projection().filter(CiderOptions.Projection::normaliseBefore).isPresent();
    return new Seen<>(unit ? ops.l2Normalise(pooled) : pooled, attention);
  }

  private <T> T descriptors(Ops<T> ops, T pooled) {
    T x = pooled;
    if (options.projection().isPresent()) {
      CiderOptions.Projection projection = options.projection().get();
      int channels = options.backbone().backbone().channels();
      x = ops.linear(x, PROJECTION, channels, projection.dimension());
      if (projection.batchNorm()) {
        x = ops.batchNorm(x, PREFIX + "norm", projection.dimension(), EPSILON);
      }
    }
    return ops.l2Normalise(x);
  }

  private static SqueezeExcitation excitation(CiderOptions.Excitation it, int channels) {
    return new SqueezeExcitation(PREFIX + "excitation", channels, it.ratio());
  }

  private static SelectiveContext context(CiderOptions.Context it, int channels) {
    return new SelectiveContext(PREFIX + "context", channels, it.dilations());
  }

  private static AttentionalLocalisation localisation(CiderOptions.Localisation it, int channels) {
    return new AttentionalLocalisation(PREFIX + "localisation", channels, it);
  }
}
