package io.ciderstream.cli.model;

import io.ciderstream.embedding.decode.DecodedPicture;
import io.ciderstream.embedding.decode.PictureDecoder;
import io.ciderstream.embedding.decode.PictureLimits;
import io.ciderstream.embedding.decode.PixelBuffers;
import io.ciderstream.embedding.decode.SizeGroups;
import io.ciderstream.embedding.infer.Cuda;
import io.ciderstream.embedding.infer.InferenceResult;
import io.ciderstream.embedding.infer.OnnxModel;
import io.ciderstream.embedding.infer.OnnxModelFile;
import io.ciderstream.evaluation.search.UnitVector;
import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.schemas.FileTrouble;
import io.ciderstream.terminal.ArgumentException;
import io.ciderstream.trials.baseline.BareInference;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs a model on pictures. One thread. */
public final class ModelTrial implements AutoCloseable {
  private static final PictureLimits LIMITS = new PictureLimits(512L << 20, 1L << 30);
  private static final double SECONDS = 2;
  private static final int FEWEST = 4;
  private static final int MOST = 400;

  /** Each session holds the weights once. */
  private static final int MOST_SESSIONS = 16;

  /** Pictures whose pixels are kept. */
  private static final int KEPT = 64;

  private static final int BATCH = 8;

  /** Four corners and the middle, of 80% of each side. */
  private static final List<BoundingBox> CROPS =
      List.of(
          new BoundingBox(0, 0, 0.8f, 0.8f, 1),
          new BoundingBox(0.2f, 0, 1, 0.8f, 1),
          new BoundingBox(0, 0.2f, 0.8f, 1, 1),
          new BoundingBox(0.2f, 0.2f, 1, 1, 1),
          new BoundingBox(0.1f, 0.1f, 0.9f, 0.9f, 1));

  private final OnnxModelFile file;
  private final OnnxModel model;
  private final PictureDecoder decoder;
  private final List<Sample> samples = new ArrayList<>();

  private record Sample(DecodedPicture decoded, float[] vector) {}

  /**
   * A picture that was embedded.
   *
   * @param file the picture
   * @param width of the picture in pixels
   * @param height of the picture in pixels
   * @param input size of the network's input
   * @param vector the descriptor
   * @param length of the descriptor as the network made it
   * @param crops cosines of its crops to it
   */
  public record Tried(
      Path file,
      int width,
      int height,
      SizeGroups.Size input,
      float[] vector,
      double length,
      List<Double> crops) {}

  /**
   * Opens a model.
   *
   * @throws io.ciderstream.schemas.CiderException as {@link OnnxModelFile#open}
   */
  public ModelTrial(OnnxModelFile file) {
    this.file = file;
    this.model = file.open(Cuda.OFF, 1, false);
    this.decoder = new PictureDecoder(model.fit(), new PixelBuffers(false), LIMITS);
  }

  /**
   * Embeds a picture and its crops.
   *
   * @throws ArgumentException if it cannot be read
   * @throws io.ciderstream.schemas.CiderException if it cannot be decoded
   * @throws IllegalStateException if the network fails
   */
  public Tried embed(Path picture) {
    byte[] content;
    try {
      content = Files.readAllBytes(picture);
    } catch (IOException e) {
      throw new ArgumentException("PICTURE cannot be read: %s.".formatted(FileTrouble.reason(e)));
    }
    DecodedPicture whole = decoder.decode(content, Optional.empty());
    float[] raw = model.inferRaw(whole.pixels().duplicate(), 1, whole.size()).getFirst().vector();
    float[] vector = infer(whole);
    List<Double> crops =
        CROPS.stream()
            .map(crop -> infer(decoder.decode(content, Optional.of(crop))))
            .map(crop -> UnitVector.cosine(vector, crop))
            .toList();
    if (samples.size() < KEPT) {
      samples.add(new Sample(whole, vector));
    }
    double length = Math.sqrt(UnitVector.cosine(raw, raw));
    return new Tried(picture, whole.width(), whole.height(), whole.size(), vector, length, crops);
  }

  private float[] infer(DecodedPicture picture) {
    return model.infer(picture.pixels().duplicate(), 1, picture.size()).getFirst().vector();
  }

  /**
   * Returns the least cosine between a picture alone and together with others of its size. Empty if
   * no two of the first pictures have the same size.
   */
  public Optional<Double> together() {
    SizeGroups.Size size = samples.getFirst().decoded().size();
    List<Sample> equal =
        samples.stream().filter(sample -> sample.decoded().size().equals(size)).toList();
    if (equal.size() < 2) {
      return Optional.empty();
    }
    double least = 1;
    for (int from = 0; from < equal.size(); from += BATCH) {
      List<Sample> batch = equal.subList(from, Math.min(from + BATCH, equal.size()));
      least = Math.min(least, together(batch, size));
    }
    return Optional.of(least);
  }

  private double together(List<Sample> batch, SizeGroups.Size size) {
    ByteBuffer pixels = ByteBuffer.allocateDirect(size.bytes() * batch.size());
    batch.forEach(sample -> pixels.put(sample.decoded().pixels().duplicate()));
    List<InferenceResult> results = model.infer(pixels.flip(), batch.size(), size);
    double least = 1;
    for (int i = 0; i < batch.size(); i++) {
      least = Math.min(least, UnitVector.cosine(batch.get(i).vector(), results.get(i).vector()));
    }
    return least;
  }

  /** Returns how many sessions are measured on a machine of so many cores. */
  public static int sessions(int cores) {
    return Math.min(cores, MOST_SESSIONS);
  }

  /**
   * Returns the pictures a second of so many sessions of one thread each.
   *
   * @param sessions of {@link #sessions}
   */
  public double rate(int sessions) {
    long start = System.nanoTime();
    infer(samples.getFirst().decoded());
    double each = (System.nanoTime() - start) / 1e9;
    long count = Math.clamp(Math.round(SECONDS * sessions / each), FEWEST * sessions, MOST);
    List<DecodedPicture> decoded = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      decoded.add(samples.get(i % samples.size()).decoded());
    }
    return new BareInference(file, Cuda.OFF, decoded).sessions(sessions);
  }

  @Override
  public void close() {
    model.close();
  }
}
