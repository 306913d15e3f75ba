package io.ciderstream.train.learn.measure;

import io.ciderstream.embedding.decode.InputSizes;
import io.ciderstream.embedding.decode.SizeGroups.Size;
import io.ciderstream.embedding.sniff.PictureHeader;
import io.ciderstream.evaluation.data.PictureFile;
import io.ciderstream.evaluation.feature.Scaling;
import io.ciderstream.evaluation.search.UnitVector;
import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.FileTrouble;
import io.ciderstream.train.learn.loss.Tensors;
import io.ciderstream.train.learn.model.Learner;
import io.ciderstream.train.learn.model.UsableImages;
import io.ciderstream.train.load.BatchPlan;
import io.ciderstream.train.load.ImageBatch;
import io.ciderstream.train.load.ImageIndices;
import io.ciderstream.train.load.PlannedImage;
import io.ciderstream.train.load.Prefetch;
import io.ciderstream.train.load.Resized;
import io.ciderstream.train.torch.TorchMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntConsumer;
import org.bytedeco.javacpp.PointerScope;

/**
 * Descriptors of pictures in other sizes than served, averaged over scales, as {@code ./cider
 * evaluate --size --scales} computes them. One picture at a time, since each has its own shape.
 */
record ScaledDescriptors(Learner learner, Scaling scaling) {
  private static final BoundingBox WHOLE = new BoundingBox(0, 0, 1, 1, 1);

  /** Receives the descriptor of a picture. */
  interface Visitor {
    void accept(int picture, float[] descriptor);
  }

  /** Computes the descriptors of the pictures that can be decoded, in order. */
  void forEach(UsableImages pictures, Visitor visitor) {
    int count = pictures.set().size();
    IntConsumer progress = pictures.progress().begin("computing", count);
    Prefetch<List<ImageBatch>> loaded =
        new Prefetch<>(i -> load(pictures, (int) i), 0, count, pictures.ahead());
    for (int picture = 0; picture < count; picture++) {
      List<ImageBatch> scales = loaded.take();
      if (!scales.isEmpty()) {
        visitor.accept(picture, mean(scales));
      }
      progress.accept(picture + 1);
    }
  }

  /** Loads a picture in each scale; none if it cannot be decoded. */
  private CompletableFuture<List<ImageBatch>> load(UsableImages pictures, int picture) {
    Path file = pictures.set().pictures().get(picture).path();
    List<Size> sizes;
    try {
      sizes = sizes(PictureHeader.read(PictureFile.read(file)), pictures.sizes());
    } catch (IOException e) {
      pictures.bad().add(file, unreadable(e));
      return CompletableFuture.completedFuture(List.of());
    } catch (CiderException e) {
      pictures.bad().add(file, e);
      return CompletableFuture.completedFuture(List.of());
    }
    List<CompletableFuture<ImageBatch>> each =
        sizes.stream().map(size -> pictures.loader().load(plan(picture, size))).toList();
    return CompletableFuture.allOf(each.toArray(CompletableFuture[]::new))
        .handle(
            (done, error) -> {
              if (error == null) {
                return each.stream().map(CompletableFuture::join).toList();
              }
              if (error.getCause() instanceof CiderException) {
                return List.of(); // it is among the bad pictures
              }
              throw new CompletionException(error);
            });
  }

  private List<Size> sizes(PictureHeader header, InputSizes served) {
    return scaling.scales().stream()
        .map(scale -> scaling.at(scale, served))
        .map(sizes -> sizes.of(header.uprightWidth(), header.uprightHeight(), WHOLE))
        .toList();
  }

  private static BatchPlan plan(int picture, Size size) {
    return new BatchPlan(
        size, new Resized(), List.of(new PlannedImage(picture, 0)), new ImageIndices(picture));
  }

  private static CiderException unreadable(IOException e) {
    return new CiderException(
        ErrorCode.PICTURE_CORRUPT, "It cannot be read: %s.".formatted(FileTrouble.reason(e)), e);
  }

  private float[] mean(List<ImageBatch> scales) {
    double[] sum = new double[learner.network().dimension()];
    float[] only = {};
    for (ImageBatch batch : scales) {
      only = descriptor(batch);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += only[i];
      }
    }
    return scales.size() == 1 ? only : UnitVector.of(sum);
  }

  private float[] descriptor(ImageBatch batch) {
    try (PointerScope scope = new PointerScope()) {
      return Tensors.withoutGradients(
          () ->
              Tensors.floats(
                  learner.descriptors(learner.images(batch), new TorchMode.Inference())));
    }
  }
}
