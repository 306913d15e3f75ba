package io.ciderstream.train.learn.config;

import io.ciderstream.evaluation.yaml.Flat;
import io.ciderstream.evaluation.yaml.Key;
import io.ciderstream.train.CiderModel;
import io.ciderstream.train.network.CiderOptions;
import io.ciderstream.train.network.OptionsText;
import java.util.Map;

/**
 * The network that learns.
 *
 * @param weights initial weights: {@link #PACKAGED}, {@link #RANDOM} or a file, {@code .pth} as
 *     {@code torch.save} writes it or {@code .safetensors}; parameters without weights begin random
 * @param partialWeights whether a file may lack parameters of the backbone or have other shapes
 * @param foldBatchNorm whether the backbone's batch normalisations are first folded into its
 *     convolutions
 * @param boxThreshold least attention inside a bounding box, if the network has attention
 * @param parts keys of {@link OptionsText}
 */
public record NetworkConfig(
    @Key(fallback = PACKAGED) String weights,
    @Key(fallback = "false") boolean partialWeights,
    @Key(fallback = "false") boolean foldBatchNorm,
    @Key(fallback = "" + CiderModel.BOX_THRESHOLD, min = 0.01, max = 0.99) double boxThreshold,
    @Flat Map<String, String> parts) {
  /** ImageNet's weights, as packaged for the backbone. */
  public static final String PACKAGED = "packaged";

  /** No weights. */
  public static final String RANDOM = "random";

  public NetworkConfig {
    parts = Map.copyOf(parts);
    OptionsText.read(parts);
  }

  /** Returns the network's parts. */
  public CiderOptions options() {
    return OptionsText.read(parts);
  }
}
