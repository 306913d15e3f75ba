package io.ciderstream.streams.embedder;

import io.ciderstream.schemas.ImageId;
import io.ciderstream.streams.reuse.ReuseOptions;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * What the embedder writes, and what it keeps to use again.
 *
 * @param localFeatures whether descriptors have local features, if the model has them
 * @param reuse the store of embeddings; without it every picture is embedded
 * @param share of the image ids that are embedded, above 0 to 1; records of the others are skipped
 */
public record EmbedderOptions(boolean localFeatures, Optional<ReuseOptions> reuse, double share) {
  private static final double HASHES = 1L << 32;

  /** Everything that the model has, made for each picture. */
  public static final EmbedderOptions DEFAULT = new EmbedderOptions(true, Optional.empty());

  /** Creates the options of an embedder that skips no image. */
  public EmbedderOptions(boolean localFeatures, Optional<ReuseOptions> reuse) {
    this(localFeatures, reuse, 1);
  }

  /** Returns the same options for a share of the image ids. */
  public EmbedderOptions ofShare(double ids) {
    return new EmbedderOptions(localFeatures, reuse, ids);
  }

  /** Returns whether an image belongs to the share; it is always the same ids. */
  boolean includes(ImageId id) {
    if (share >= 1) {
      return true;
    }
    CRC32 hash = new CRC32();
    hash.update(id.value().getBytes(StandardCharsets.UTF_8));
    return hash.getValue() / HASHES < share;
  }
}
