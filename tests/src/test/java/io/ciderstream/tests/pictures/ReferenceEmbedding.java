package io.ciderstream.tests.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.embedding.BatchOptions;
import io.ciderstream.embedding.DecodeOptions;
import io.ciderstream.embedding.EmbeddingOptions;
import io.ciderstream.embedding.InferenceOptions;
import io.ciderstream.embedding.decode.PictureLimits;
import io.ciderstream.embedding.infer.Cuda;
import java.nio.file.Path;
import java.time.Duration;

/** Compares descriptors with those of a reference in Python. */
final class ReferenceEmbedding {
  private ReferenceEmbedding() {}

  /** Returns options to embed one picture at a time on one thread. */
  static EmbeddingOptions options(Path model) {
    return new EmbeddingOptions(
        model,
        new InferenceOptions(Cuda.OFF, 1, 1),
        new BatchOptions(1, Duration.ZERO),
        new DecodeOptions(1, new PictureLimits(1 << 24, 1 << 26), Duration.ofMinutes(1), 1 << 30));
  }

  /** Returns the cosine of two descriptors of length 1. */
  static double cosine(float[] a, float[] b) {
    assertThat(a).hasSameSizeAs(b);
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
