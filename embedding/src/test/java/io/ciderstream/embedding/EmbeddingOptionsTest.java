package io.ciderstream.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.embedding.decode.PictureLimits;
import io.ciderstream.embedding.infer.Cuda;
import io.ciderstream.embedding.settings.EmbeddingSettings;
import io.ciderstream.schemas.settings.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmbeddingOptionsTest {
  private static final Path MODEL = Path.of("model.onnx");
  private static final int CORES = 6;

  @Test
  void shouldHaveDefaults() {
    assertThat(options(Map.of()))
        .isEqualTo(
            new EmbeddingOptions(
                MODEL,
                new InferenceOptions(Cuda.OFF, CORES, 1),
                new BatchOptions(1, Duration.ofMillis(5)),
                new DecodeOptions(
                    CORES,
                    new PictureLimits(20 << 20, 100_000_000),
                    Duration.ofSeconds(10),
                    1 << 30)));
  }

  @Test
  void shouldFitSessionsAndBatchesToACudaDevice() {
    EmbeddingOptions options = options(Map.of(EmbeddingSettings.CUDA, "required"));

    assertThat(options.inference()).isEqualTo(new InferenceOptions(Cuda.REQUIRED, 1, 1));
    assertThat(options.batch().size()).isEqualTo(32);
  }

  @Test
  void shouldMapEachSetting() {
    Map<Setting<?>, Object> given =
        Map.of(
            EmbeddingSettings.CUDA,
            "if-present",
            EmbeddingSettings.SESSIONS,
            2,
            EmbeddingSettings.THREADS_PER_SESSION,
            3,
            EmbeddingSettings.DECODE_THREADS,
            4,
            EmbeddingSettings.BATCH_SIZE,
            5,
            EmbeddingSettings.BATCH_AGE,
            7L,
            EmbeddingSettings.MAX_BYTES,
            8L,
            EmbeddingSettings.MAX_PIXELS,
            9L,
            EmbeddingSettings.DECODE_TIMEOUT,
            10L,
            EmbeddingSettings.DECODE_MEMORY,
            2L << 20);

    assertThat(given).containsOnlyKeys(EmbeddingSettings.ALL.toArray(Setting<?>[]::new));
    assertThat(options(given))
        .isEqualTo(
            new EmbeddingOptions(
                MODEL,
                new InferenceOptions(Cuda.IF_PRESENT, 2, 3),
                new BatchOptions(5, Duration.ofMillis(7)),
                new DecodeOptions(4, new PictureLimits(8, 9), Duration.ofMillis(10), 2 << 20)));
  }

  private static EmbeddingOptions options(Map<Setting<?>, Object> given) {
    Map<String, Object> values = new HashMap<>();
    EmbeddingSettings.ALL.forEach(
        setting -> values.put(setting.name(), given.getOrDefault(setting, setting.defaultValue())));
    return EmbeddingOptions.from(values::get, MODEL, CORES);
  }
}
