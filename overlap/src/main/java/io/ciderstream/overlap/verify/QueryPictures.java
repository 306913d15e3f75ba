package io.ciderstream.overlap.verify;

import io.ciderstream.embedding.sniff.PictureHeader;
import io.ciderstream.evaluation.feature.EvaluationImage;
import io.ciderstream.schemas.BoundingBox;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * The evaluation pictures, and their mirrored copies in the same order.
 *
 * @param plain the pictures, queries with their boxes
 * @param mirrored the copies
 */
public record QueryPictures(List<EvaluationImage> plain, List<EvaluationImage> mirrored) {
  public QueryPictures {
    plain = List.copyOf(plain);
    mirrored = List.copyOf(mirrored);
  }

  /** Returns the local features of one of the pictures. */
  static <F> F extract(PairVerifier<F> verifier, EvaluationImage picture) throws IOException {
    byte[] content = Files.readAllBytes(picture.file());
    Optional<BoundingBox> region =
        picture
            .crop()
            .map(
                crop -> {
                  PictureHeader header = PictureHeader.read(content);
                  return crop.in(header.uprightWidth(), header.uprightHeight());
                });
    return verifier.extract(content, region);
  }
}
