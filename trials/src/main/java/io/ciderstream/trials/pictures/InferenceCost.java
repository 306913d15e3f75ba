package io.ciderstream.trials.pictures;

import io.ciderstream.embedding.EmbeddingOptions;
import io.ciderstream.embedding.decode.DecodedPicture;
import io.ciderstream.embedding.decode.PictureDecoder;
import io.ciderstream.embedding.decode.PixelBuffers;
import io.ciderstream.embedding.infer.OnnxModel;
import io.ciderstream.embedding.infer.OnnxModelFile;
import io.ciderstream.trials.measure.Median;
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

  /**
   * What two models cost.
   *
   * @param ratio the model's time divided by the other's, the median of all rounds
   * @param millis of the model a picture, the median of all rounds
   * @param otherMillis of the other
   */
  public record Costs(double ratio, double millis, double otherMillis) {}

  private final EmbeddingOptions options;
  private final OnnxModelFile model;
  private final OnnxModelFile other;
  private final List<byte[]> pictures;

  /**
   * Creates the comparison.
   *
   * @param options with the model
   * @param other the model to compare it with, which takes pictures of the same sizes
   * @param pictures encoded, all readable
   */
  public InferenceCost(EmbeddingOptions options, Path other, List<byte[]> pictures) {
    this(options, new OnnxModelFile(options.model()), new OnnxModelFile(other), pictures);
  }

  /**
   * Creates the comparison of two files.
   *
   * @param options how pictures are decoded
   * @param pictures encoded, all readable
   */
  public InferenceCost(
      EmbeddingOptions options, OnnxModelFile model, OnnxModelFile other, List<byte[]> pictures) {
    this.options = options;
    this.model = model;
    this.other = other;
    this.pictures = List.copyOf(pictures);
  }

  /** Returns the median of so many rounds of the model's time divided by the other's. */
  public double ratio(int rounds) throws IOException {
    return measure(rounds).ratio();
  }

  /** Returns the medians of so many rounds. */
  public Costs measure(int rounds) throws IOException {
    try (OnnxModel session = open(model);
        OnnxModel compared = open(other)) {
      PictureDecoder decoder =
          new PictureDecoder(session.fit(), new PixelBuffers(), options.decode().limits());
      List<DecodedPicture> decoded = new ArrayList<>();
      for (byte[] picture : pictures) {
        decoded.add(decoder.decode(picture, Optional.empty()));
      }
      round(session, compared, decoded);
      List<Costs> all = new ArrayList<>();
      for (int i = 0; i < rounds; i++) {
        all.add(round(session, compared, decoded));
      }
      return new Costs(
          Median.of(all.stream().map(Costs::ratio).toList()),
          Median.of(all.stream().map(Costs::millis).toList()),
          Median.of(all.stream().map(Costs::otherMillis).toList()));
    }
  }

  private OnnxModel open(OnnxModelFile file) {
    return file.open(options.inference().cuda(), 1, false);
  }

  private static Costs round(OnnxModel model, OnnxModel other, List<DecodedPicture> pictures) {
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
    double each = pictures.size() * 1e6;
    return new Costs(time / (double) otherTime, time / each, otherTime / each);
  }

  private static long nanos(OnnxModel model, DecodedPicture picture) {
    long start = THREADS.getCurrentThreadCpuTime();
    model.infer(picture.pixels().duplicate().rewind(), 1, picture.size());
    return THREADS.getCurrentThreadCpuTime() - start;
  }
}
