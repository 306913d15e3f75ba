package io.ciderstream.evaluation.feature;

import io.ciderstream.embedding.infer.WeightFormat;
import io.ciderstream.schemas.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * Identifies descriptors: SHA-256 over the model's hash and weights, the settings, and the name,
 * crop and length of each picture's file. That a file changed without its length is not noticed.
 *
 * @param hex 64 digits
 */
record FeatureKey(String hex) {
  private static final int NAME_DIGITS = 20;

  static FeatureKey of(EvaluationEmbedder embedder, List<EvaluationImage> pictures) {
    MessageDigest digest = Sha256.newDigest();
    Sha256.add(digest, embedder.model().hash());
    if (embedder.model().weights() != WeightFormat.FP32) {
      Sha256.add(digest, embedder.model().weights().text());
    }
    Sha256.add(digest, embedder.settings());
    for (EvaluationImage picture : pictures) {
      Sha256.add(digest, picture.id());
      Sha256.add(digest, picture.crop().map(Object::toString).orElse(""));
      Sha256.add(digest, Long.toString(length(picture)));
    }
    return new FeatureKey(HexFormat.of().formatHex(digest.digest()));
  }

  /** Returns the name of the file for them. */
  String fileName() {
    return hex.substring(0, NAME_DIGITS) + ".features";
  }

  /** Returns the name of the file for their local features. */
  String localFileName() {
    return hex.substring(0, NAME_DIGITS) + ".local";
  }

  private static long length(EvaluationImage picture) {
    try {
      return Files.size(picture.file());
    } catch (IOException e) {
      return -1; // found out again, and reported, when it is read
    }
  }
}
