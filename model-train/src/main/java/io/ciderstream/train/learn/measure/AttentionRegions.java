package io.ciderstream.train.learn.measure;

import io.ciderstream.embedding.decode.SizeGroups.Size;
import io.ciderstream.embedding.locate.AttentionBoxes;
import io.ciderstream.embedding.result.AttentionMap;
import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.train.learn.loss.Tensors;
import io.ciderstream.train.learn.model.Learner;
import io.ciderstream.train.learn.model.UsableImages;
import io.ciderstream.train.load.BatchPlan;
import io.ciderstream.train.load.ImageBatch;
import io.ciderstream.train.load.ImageIndices;
import io.ciderstream.train.load.PlannedImage;
import io.ciderstream.train.load.Resized;
import io.ciderstream.train.network.CiderNetwork;
import io.ciderstream.train.torch.TorchMode;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** Finds the regions of pictures that the network attends to. */
final class AttentionRegions {
  private final Learner learner;
  private final AttentionBoxes boxes;

  /**
   * Creates the attention regions.
   *
   * @param threshold least attention inside a box
   */
  AttentionRegions(Learner learner, double threshold) {
    this.learner = learner;
    this.boxes = new AttentionBoxes(threshold);
  }

  /** Returns none for a network without attention and for a picture that cannot be decoded. */
  List<BoundingBox> of(UsableImages pictures, int picture) {
    if (learner.network().options().localisation().isEmpty()) {
      return List.of();
    }
    Size size = pictures.sizes().sizes().get(pictures.survey().groups()[picture]);
    BatchPlan sheet =
        new BatchPlan(
            size, new Resized(), List.of(new PlannedImage(picture, 0)), new ImageIndices(picture));
    try (PointerScope scope = new PointerScope()) {
      Optional<ImageBatch> loaded = load(pictures, sheet);
      if (loaded.isEmpty()) {
        return List.of();
      }
      ImageBatch batch = loaded.get();
      Tensor map =
          Tensors.withoutGradients(
              () ->
                  learner
                      .outputs(learner.images(batch), new TorchMode.Inference())
                      .get(CiderNetwork.ATTENTION));
      return boxes.of(
          AttentionMap.read(
              FloatBuffer.wrap(Tensors.floats(map)), (int) map.size(1), (int) map.size(2)));
    }
  }

  private static Optional<ImageBatch> load(UsableImages pictures, BatchPlan sheet) {
    try {
      return Optional.of(pictures.loader().load(sheet).join());
    } catch (CompletionException e) {
      if (e.getCause() instanceof CiderException) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
