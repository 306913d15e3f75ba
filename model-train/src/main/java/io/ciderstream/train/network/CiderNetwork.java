package io.ciderstream.train.network;

import io.ciderstream.train.network.head.Head;
import io.ciderstream.train.network.head.HeadInput;
import io.ciderstream.train.ops.NeuralNetwork;
import io.ciderstream.train.ops.Ops;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * CiDeR (Song et al., arXiv 2404.01524): backbone, squeeze-and-excitation, selective context,
 * attentional localisation, pooling, fully connected layer with batch normalisation, L2; or one of
 * the heads compared with it between backbone and fully connected layer. Outputs {@value
 * #DESCRIPTORS}, float [N,D], each of length 1, and, with attentional localisation, {@value
 * #ATTENTION}, float [N,h,w] in 0..1, zeros for a picture without a subject, and, if the options
 * ask for it, {@value #LOCAL_FEATURES}, see {@link LocalOutput}.
 *
 * <p>The names of all parameters that are not the backbone's begin with {@value #PREFIX}.
 *
 * @param options what it is made of
 */
public record CiderNetwork(CiderOptions options) implements NeuralNetwork {
  /** Name of the first output. */
  public static final String DESCRIPTORS = "descriptors";

  /** Name of the second output. */
  public static final String ATTENTION = "attention";

  /** Name of the third output. */
  public static final String LOCAL_FEATURES = "local_features";

  /** What the names of the added parameters begin with. */
  public static final String PREFIX = Head.PREFIX;

  /** Prefix of the fully connected layer's parameters. */
  public static final String PROJECTION = PREFIX + "fc";

  /** Returns the length of a descriptor. */
  public int dimension() {
    return options.projection().map(CiderOptions.Projection::dimension).orElseGet(this::width);
  }

  /** Returns the length of the vector that the fully connected layer reads. */
  private int width() {
    return options.head().width(backbone().channels());
  }

  /**
   * Computes the pooled vector alone, float [N,C]: what the fully connected layer reads, so that it
   * can be started from statistics of it.
   */
  public <T> T pooled(Ops<T> ops, T images) {
    return pool(ops, images).vector();
  }

  @Override
  public <T> SequencedMap<String, T> outputs(Ops<T> ops, T images) {
    Pooled<T> pooled = pool(ops, images);
    SequencedMap<String, T> outputs = new LinkedHashMap<>();
    outputs.put(DESCRIPTORS, descriptors(ops, pooled.vector()));
    pooled.attention().ifPresent(map -> outputs.put(ATTENTION, ops.asPlane(map)));
    pooled.local().ifPresent(map -> outputs.put(LOCAL_FEATURES, map));
    return outputs;
  }

  /** Returns the names of parameters that start at one value, with it. */
  public Map<String, Float> starts() {
    Map<String, Float> starts = new LinkedHashMap<>();
    options.pooling().ifPresent(pooling -> starts.putAll(pooling.starts()));
    starts.putAll(options.head().starts());
    excitation().ifPresent(block -> starts.putAll(block.starts()));
    context().ifPresent(block -> starts.putAll(block.starts()));
    localisation().ifPresent(block -> starts.putAll(block.starts()));
    return starts;
  }

  private record Pooled<T>(T vector, Optional<T> attention, Optional<T> local) {}

  private <T> Pooled<T> pool(Ops<T> ops, T images) {
    Head head = options.head();
    T tap = backbone().middle(ops, images);
    int middleChannels = backbone().middleChannels();
    Optional<T> local = options.local().map(output -> output.apply(ops, tap, middleChannels));
    T middle = head.middle(ops, tap, middleChannels);
    T x = backbone().last(ops, middle);
    if (excitation().isPresent()) {
      x = excitation().get().apply(ops, x);
    }
    if (context().isPresent()) {
      x = context().get().apply(ops, x);
    }
    Optional<T> attention = Optional.empty();
    if (localisation().isPresent()) {
      var localised = localisation().get().apply(ops, x);
      x = localised.features();
      attention = Optional.of(localised.attention());
    }
    HeadInput<T> input =
        new HeadInput<>(middle, x, middleChannels, backbone().channels(), options.pooling());
    T vector = head.vector(ops, input);
    boolean unit =
        options.projection().filter(CiderOptions.Projection::normaliseBefore).isPresent();
    return new Pooled<>(unit ? ops.l2Normalise(vector) : vector, attention, local);
  }

  private <T> T descriptors(Ops<T> ops, T pooled) {
    T x = pooled;
    if (options.projection().isPresent()) {
      CiderOptions.Projection projection = options.projection().get();
      x = ops.linear(x, PROJECTION, width(), projection.dimension());
      if (projection.batchNorm()) {
        x = ops.batchNorm(x, PREFIX + "norm", projection.dimension(), Head.EPSILON);
      }
    }
    return ops.l2Normalise(x);
  }

  private Backbone backbone() {
    return options.backbone().backbone();
  }

  private Optional<SqueezeExcitation> excitation() {
    return options
        .excitation()
        .map(it -> new SqueezeExcitation(PREFIX + "excitation", backbone().channels(), it.ratio()));
  }

  private Optional<SelectiveContext> context() {
    return options
        .context()
        .map(it -> new SelectiveContext(PREFIX + "context", backbone().channels(), it));
  }

  private Optional<AttentionalLocalisation> localisation() {
    return options
        .localisation()
        .map(it -> new AttentionalLocalisation(PREFIX + "localisation", backbone().channels(), it));
  }
}
