package io.ciderstream.trials.command;

import io.ciderstream.embedding.EmbeddingOptions;
import io.ciderstream.embedding.infer.ModelInfo;
import io.ciderstream.embedding.infer.OnnxModel;
import io.ciderstream.embedding.infer.OnnxModelFile;
import io.ciderstream.trials.BenchmarkedSystem;

/** The model that the roles of a benchmark embed with; made-up descriptors must name it. */
final class ServedModel {
  private ServedModel() {}

  /** Reads its name, hash and dimension. */
  static ModelInfo info(BenchmarkedSystem system) {
    EmbeddingOptions options = system.embedding(null);
    try (OnnxModel model =
        new OnnxModelFile(options.model()).open(options.inference().cuda(), 1, false)) {
      return model.info();
    }
  }
}
