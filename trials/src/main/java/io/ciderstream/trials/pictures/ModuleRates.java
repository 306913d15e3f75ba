package io.ciderstream.trials.pictures;

import io.ciderstream.embedding.EmbeddingOptions;
import io.ciderstream.embedding.ImageEmbedder;
import io.ciderstream.embedding.OnnxEmbedder;
import io.ciderstream.embedding.batch.Priority;
import io.ciderstream.embedding.decode.DecodedPicture;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Measures how many pictures a second the embedding module embeds at saturation, without broker and
 * index: encoded pictures, and decoded ones, which leaves queues, batches and inference.
 */
final class ModuleRates {
  private static final int IN_FLIGHT = 64;

  private final EmbeddingOptions options;
  private final List<byte[]> encoded;
  private final List<DecodedPicture> decoded;

  /**
   * Creates the measurement.
   *
   * @param encoded pictures
   * @param decoded the same pictures
   */
  ModuleRates(EmbeddingOptions options, List<byte[]> encoded, List<DecodedPicture> decoded) {
    this.options = options;
    this.encoded = List.copyOf(encoded);
    this.decoded = List.copyOf(decoded);
  }

  /** Returns the rate from encoded pictures. */
  double encoded() {
    try (OnnxEmbedder embedder = OnnxEmbedder.open(options)) {
      return rate(embedder, encoded);
    }
  }

  /** Returns the rate from decoded pictures. */
  double decoded() {
    List<byte[]> numbers = new ArrayList<>();
    for (int i = 0; i < decoded.size(); i++) {
      numbers.add(ByteBuffer.allocate(Integer.BYTES).putInt(i).array());
    }
    try (OnnxEmbedder embedder =
        OnnxEmbedder.openBehind(
            (content, region) -> copy(decoded.get(ByteBuffer.wrap(content).getInt())), options)) {
      return rate(embedder, numbers);
    }
  }

  /** The embedder owns the view that it gets, not the pixels. */
  private static DecodedPicture copy(DecodedPicture picture) {
    return new DecodedPicture(
        picture.size(), picture.pixels().duplicate().rewind(), picture.width(), picture.height());
  }

  private static double rate(ImageEmbedder embedder, List<byte[]> pictures) {
    embed(embedder, pictures.subList(0, Math.min(pictures.size(), IN_FLIGHT / 4)));
    long start = System.nanoTime();
    embed(embedder, pictures);
    return pictures.size() * 1e9 / (System.nanoTime() - start);
  }

  private static void embed(ImageEmbedder embedder, List<byte[]> pictures) {
    Semaphore places = new Semaphore(IN_FLIGHT);
    for (byte[] picture : pictures) {
      places.acquireUninterruptibly();
      embedder
          .embed(picture, Optional.empty(), Priority.INGEST)
          .whenComplete((embedding, error) -> places.release());
    }
    places.acquireUninterruptibly(IN_FLIGHT);
  }
}
