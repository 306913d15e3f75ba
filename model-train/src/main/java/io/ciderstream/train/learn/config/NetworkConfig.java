package io.ciderstream.train.learn.config;

import io.ciderstream.train.network.CiderOptions;
import java.nio.file.Path;

/**
 * What learns.
 *
 * @param options its parts
 * @param weights what it begins with
 * @param fold whether the backbone's batch normalisations are folded into its convolutions first
 * @param boxThreshold least attention inside a box, if the network has attention
 */
public record NetworkConfig(
    CiderOptions options, StartWeights weights, boolean fold, double boxThreshold) {
  /** What a network begins with; what they lack begins as its parts say. */
  public sealed interface StartWeights {
    /** ImageNet's, as packaged for the backbone. */
    record Packaged() implements StartWeights {}

    /** Nothing that was learned. */
    record Random() implements StartWeights {}

    /**
     * A file: {@code .pth} as {@code torch.save} writes it, or {@code .safetensors}.
     *
     * @param partial whether parts of the backbone may be missing or of another shape
     */
    record File(Path path, boolean partial) implements StartWeights {}
  }
}
