package io.ciderstream.trials.pictures;

import io.ciderstream.embedding.EmbeddingOptions;
import io.ciderstream.embedding.ServedModelFile;
import io.ciderstream.embedding.decode.DecodedPicture;
import io.ciderstream.embedding.decode.PictureDecoder;
import io.ciderstream.embedding.decode.PixelBuffers;
import io.ciderstream.embedding.infer.OnnxModel;
import io.ciderstream.embedding.infer.OnnxModelFile;
import io.ciderstream.trials.baseline.BareInference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Measures the same model in ONNX Runtime alone, on decoded pictures, to compare with. */
public final class BareRates {
  private static final int[] BATCHES = {1, 4, 8};

  private final List<DecodedPicture> decoded;
  private final BareInference bare;
  private final int cores = Runtime.getRuntime().availableProcessors();

  private BareRates(List<DecodedPicture> decoded, BareInference bare) {
    this.decoded = decoded;
    this.bare = bare;
  }

  /** Decodes pictures as the embedder does, and keeps them in memory. */
  public static BareRates of(EmbeddingOptions options, List<Path> files) {
    OnnxModelFile models = ServedModelFile.of(options);
    try (OnnxModel model = models.open(options.inference().cuda(), 1, false)) {
      PictureDecoder decoder =
          new PictureDecoder(model.fit(), new PixelBuffers(), options.decode().limits());
      List<DecodedPicture> decoded = new ArrayList<>();
      for (Path file : files) {
        decoded.add(decoder.decode(Files.readAllBytes(file), Optional.empty()));
      }
      return new BareRates(decoded, new BareInference(models, options.inference().cuda(), decoded));
    } catch (IOException e) {
      throw new UncheckedIOException("A picture cannot be read.", e);
    }
  }

  /** Returns the decoded pictures. */
  List<DecodedPicture> decoded() {
    return decoded;
  }

  /**
   * Returns the rate of the best batch size in one session over all cores, in pictures a second.
   */
  double oneSession() {
    double best = 0;
    for (int batch : BATCHES) {
      best = Math.max(best, bare.oneSession(cores, batch));
    }
    return best;
  }

  /** Returns the rate of one session with one thread, picture by picture. */
  public double oneThread() {
    return bare.oneSession(1, 1);
  }

  /** Returns the rate of one single-threaded session per core, in pictures a second. */
  double sessions() {
    return bare.sessions(cores);
  }
}
