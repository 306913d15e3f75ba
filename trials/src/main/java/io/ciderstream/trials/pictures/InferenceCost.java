package io.ciderstream.trials.pictures;

import io.ciderstream.embedding.EmbeddingOptions;
import io.ciderstream.embedding.decode.DecodedPicture;
import io.ciderstream.embedding.decode.PictureDecoder;
import io.ciderstream.embedding.decode.PixelBuffers;
import io.ciderstream.embedding.infer.OnnxModel;
import io.ciderstream.embedding.infer.OnnxModelFile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares the inference of two models picture by picture, one after the other, so that what else
 * the machine does affects both. Counts the processor time of the one thread that infers.
 */
public final class InferenceCost {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final EmbeddingOptions options;
  private final Path other;
  private final List<byte[]> pictures;

  /**
   * Creates the comparison.
   *
   * @param options with the model
   * @param other the model to compare it with, which takes pictures of the same sizes
   * @param pictures encoded, all readable
   */
  public InferenceCost(EmbeddingOptions options, Path other, List<byte[]> pictures) {
    this.options = options;
    this.other = other;
    this.pictures = List.copyOf(pictures);
  }

  /** Returns the median of so many rounds of the model's time divided by the other's. */
  public double ratio(int rounds) throws IOException {
    try (OnnxModel model = open(options.model());
        OnnxModel compared = open(other)) {
      PictureDecoder decoder =
          new PictureDecoder(model.groups(), new PixelBuffers(), options.decode().limits());
      List<DecodedPicture> decoded = new ArrayList<>();
      for (byte[] picture : pictures) {
        decoded.add(decoder.decode(picture, Optional.empty()));
      }
      round(model, compared, decoded);
      List<Double> ratios = new ArrayList<>();
      for (int i = 0; i < rounds; i++) {
        ratios.add(round(model, compared, decoded));
      }
      return Median.of(ratios);
    }
  }

  private OnnxModel open(Path file) {
    return new OnnxModelFile(file).open(options.inference().cuda(), 1, false);
  }

  private static double round(OnnxModel model, OnnxModel other, List<DecodedPicture> pictures) {
    long time = 0;
    long otherTime = 0;
    boolean otherFirst = false;
    for (DecodedPicture picture : pictures) {
      // who comes second finds the pixels in the cache
      if (otherFirst) {
        otherTime += nanos(other, picture);
        time += nanos(model, picture);
      } else {
        time += nanos(model, picture);
        otherTime += nanos(other, picture);
      }
      otherFirst = !otherFirst;
    }
    return time / (double) otherTime;
  }

  private static long nanos(OnnxModel model, DecodedPicture picture) {
    long start = THREADS.getCurrentThreadCpuTime();
    model.infer(picture.pixels().duplicate().rewind(), 1, picture.size());
    return THREADS.getCurrentThreadCpuTime() - start;
  }
}
