package io.ciderstream.embedding;

import io.ciderstream.embedding.infer.ModelInfo;
import io.ciderstream.embedding.infer.OnnxModelFile;
import io.ciderstream.embedding.settings.EmbeddingSettings;
import io.ciderstream.schemas.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The identity of what makes descriptors: the model's own with a single pass. Descriptors of two
 * passes are not comparable with it, so that theirs is derived from both files.
 */
public final class ModelIdentity {
  private ModelIdentity() {}

  /**
   * Returns the hash that descriptors of these options carry, 12 hex digits.
   *
   * @throws io.ciderstream.schemas.CiderException MODEL_MISSING if a file cannot be read
   */
  public static String hash(EmbeddingOptions options) {
    String model = new OnnxModelFile(options.model()).hash();
    if (!options.passes().isTwo()) {
      return model;
    }
    Optional<Path> localiser = options.passes().localiser();
    return twoPasses(
        localiser
            .map(file -> new OnnxModelFile(file, EmbeddingSettings.LOCALISER_FILE).hash())
            .orElse(model),
        model);
  }

  /**
   * Returns the identity of two passes.
   *
   * @param localiser the model of the first
   * @param describer the model of the second
   */
  static ModelInfo twoPasses(ModelInfo localiser, ModelInfo describer) {
    return new ModelInfo(
        describer.name(), twoPasses(localiser.hash(), describer.hash()), describer.dimension());
  }

  private static String twoPasses(String localiser, String describer) {
    String text = "2 passes\n%s\n%s\n".formatted(localiser, describer);
    return Sha256.hex(text.getBytes(StandardCharsets.UTF_8)).substring(0, describer.length());
  }
}
