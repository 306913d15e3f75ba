package io.ciderstream.train.learn;

import io.ciderstream.embedding.BatchOptions;
import io.ciderstream.embedding.DecodeOptions;
import io.ciderstream.embedding.EmbeddingOptions;
import io.ciderstream.embedding.InferenceOptions;
import io.ciderstream.embedding.decode.PictureLimits;
import io.ciderstream.embedding.infer.Cuda;
import io.ciderstream.evaluation.feature.ScaledEmbedder;
import io.ciderstream.evaluation.feature.Scaling;
import java.nio.file.Path;
import java.time.Duration;

/** The model of a finished run, embedding as in service. */
final class ServedModel {
  private ServedModel() {}

  static ScaledEmbedder open(Path run, Scaling scaling) {
    EmbeddingOptions options =
        new EmbeddingOptions(
            run.resolve("model.onnx"),
            new InferenceOptions(Cuda.OFF, 1, 1),
            new BatchOptions(1, Duration.ZERO),
            new DecodeOptions(
                1, new PictureLimits(1 << 20, 1 << 20), Duration.ofSeconds(60), 1 << 30));
    return ScaledEmbedder.open(options, scaling);
  }
}
