package io.ciderstream.overlap.verify;

import io.ciderstream.embedding.ImageEmbedder;
import io.ciderstream.embedding.batch.Priority;
import io.ciderstream.embedding.local.GeometricVerifier;
import io.ciderstream.embedding.local.LocalFeatures;
import io.ciderstream.embedding.local.Verification;
import io.ciderstream.embedding.local.VerificationOptions;
import io.ciderstream.schemas.BoundingBox;
import io.ciderstream.schemas.CiderException;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** Verifies by the local features of the model, as search does. */
public final class LocalVerifier implements PairVerifier<LocalFeatures> {
  private final ImageEmbedder embedder;
  private final VerificationOptions options;

  private LocalVerifier(ImageEmbedder embedder, VerificationOptions options) {
    this.embedder = embedder;
    this.options = options;
  }

  /**
   * Creates a verifier, which closes the embedder; empty if the model has no local features.
   *
   * @param embedder of the model
   */
  public static Optional<LocalVerifier> of(ImageEmbedder embedder) {
    return embedder.verification().map(options -> new LocalVerifier(embedder, options));
  }

  @Override
  public String name() {
    return "local";
  }

  @Override
  public String settings() {
    return "model %s, %s".formatted(embedder.model().hash(), options);
  }

  @Override
  public int certainInliers() {
    return options.verified();
  }

  /** {@inheritDoc} About 130 MB. */
  @Override
  public int held() {
    return 10_000;
  }

  @Override
  public LocalFeatures extract(byte[] content, Optional<BoundingBox> region) {
    try {
      return embedder
          .embed(content, region, Priority.INGEST)
          .join()
          .localFeatures()
          .orElseThrow(() -> new IllegalStateException("the model gave no local features"));
    } catch (CompletionException e) {
      if (e.getCause() instanceof CiderException cause) {
        throw cause;
      }
      throw e;
    }
  }

  @Override
  public PairMatch match(LocalFeatures query, LocalFeatures picture) {
    Verification found = new GeometricVerifier(options, query).verify(picture);
    return new PairMatch(
        found.inliers(),
        false,
        found.pairs().stream()
            .map(pair -> new PairMatch.Point(pair.x1(), pair.y1(), pair.x2(), pair.y2()))
            .toList());
  }

  @Override
  public void close() {
    embedder.close();
  }
}
