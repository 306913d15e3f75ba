package io.ciderstream.cli.model;

import io.ciderstream.embedding.decode.DecodedPicture;
import io.ciderstream.embedding.decode.PictureDecoder;
import io.ciderstream.embedding.decode.PictureLimits;
import io.ciderstream.embedding.decode.PixelBuffers;
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

  /**
   * A picture that was embedded.
   *
   * @param decoded the network's input
   * @param vector the descriptor
   * @param length of the descriptor as the network made it
   * @param crops cosines of its crops to it
   */
  public record Tried(DecodedPicture decoded, float[] vector, double length, List<Double> crops) {}

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
   * @throws IllegalStateException if the network fails
   */
  public Tried embed(Path picture) {
    byte[] content;
    try {
      content = Files.readAllBytes(picture);
    } catch (IOException e) {
      throw new ArgumentException(
          "PICTURE %s cannot be read: %s.".formatted(picture, FileTrouble.reason(e)));
    }
    DecodedPicture whole = decoder.decode(content, Optional.empty());
    float[] raw = model.inferRaw(whole.pixels().duplicate(), 1, whole.size()).getFirst().vector();
    float[] vector = infer(whole);
    List<Double> crops =
        CROPS.stream()
            .map(crop -> infer(decoder.decode(content, Optional.of(crop))))
            .map(crop -> UnitVector.cosine(vector, crop))
            .toList();
    return new Tried(whole, vector, Math.sqrt(UnitVector.cosine(raw, raw)), crops);
  }

  private float[] infer(DecodedPicture picture) {
    return model.infer(picture.pixels().duplicate(), 1, picture.size()).getFirst().vector();
  }

  /**
   * Returns the least cosine between a picture alone and together with the others of its size.
   * Empty if no two have the same size.
   */
  public Optional<Double> together(List<Tried> pictures) {
    List<Tried> equal =
        pictures.stream()
            .filter(tried -> tried.decoded().size().equals(pictures.getFirst().decoded().size()))
            .toList();
    if (equal.size() < 2) {
      return Optional.empty();
    }
    int bytes = equal.getFirst().decoded().size().bytes();
    ByteBuffer pixels = ByteBuffer.allocateDirect(bytes * equal.size());
    equal.forEach(tried -> pixels.put(tried.decoded().pixels().duplicate()));
    List<InferenceResult> results =
        model.infer(pixels.flip(), equal.size(), equal.getFirst().decoded().size());
    double least = 1;
    for (int i = 0; i < equal.size(); i++) {
      least = Math.min(least, UnitVector.cosine(equal.get(i).vector(), results.get(i).vector()));
    }
    return Optional.of(least);
  }

  /** Returns the pictures a second of so many sessions of one thread each. */
  public double rate(List<Tried> pictures, int sessions) {
    DecodedPicture first = pictures.getFirst().decoded();
    long start = System.nanoTime();
    infer(first);
    double each = (System.nanoTime() - start) / 1e9;
    long count = Math.clamp(Math.round(SECONDS * sessions / each), FEWEST * sessions, MOST);
    List<DecodedPicture> decoded = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      decoded.add(pictures.get(i % pictures.size()).decoded());
    }
    return new BareInference(file, Cuda.OFF, decoded).sessions(sessions);
  }

  @Override
  public void close() {
    model.close();
  }
}
