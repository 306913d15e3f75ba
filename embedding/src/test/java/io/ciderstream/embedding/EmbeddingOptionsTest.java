package io.ciderstream.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.embedding.decode.PictureLimits;
import io.ciderstream.embedding.infer.Cuda;
import io.ciderstream.embedding.infer.WeightChoice;
import io.ciderstream.embedding.settings.EmbeddingSettings;
import io.ciderstream.schemas.settings.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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
                new InferenceOptions(Cuda.OFF, CORES, 1, WeightChoice.AUTO),
                new BatchOptions(1, Duration.ofMillis(5)),
                new DecodeOptions(
                    CORES,
                    new PictureLimits(20 << 20, 100_000_000),
                    Duration.ofSeconds(10),
                    1 << 30),
                new PassOptions(1, Optional.empty())));
  }

  @Test
  void shouldTakeTheLocalisersFile() {
    Path localiser = Path.of("localiser.onnx");
    EmbeddingOptions options =
        EmbeddingOptions.from(
            values(Map.of(EmbeddingSettings.PASSES, 2))::get, MODEL, Optional.of(localiser), CORES);

    assertThat(options.passes()).isEqualTo(new PassOptions(2, Optional.of(localiser)));
  }

  @Test
  void shouldRefuseMorePassesThanTwo() {
    assertThatThrownBy(() -> new PassOptions(3, Optional.empty()))
        .hasMessageContaining("model.passes is 3, but must be 1 to 2");
  }

  @Test
  void shouldFitSessionsAndBatchesToACudaDevice() {
    EmbeddingOptions options = options(Map.of(EmbeddingSettings.CUDA, "required"));

    assertThat(options.inference())
        .isEqualTo(new InferenceOptions(Cuda.REQUIRED, 1, 1, WeightChoice.AUTO));
    assertThat(options.batch().size()).isEqualTo(32);
  }

  @Test
  void shouldMapEachSetting() {
    Map<Setting<?>, Object> given =
        Map.ofEntries(
            Map.entry(EmbeddingSettings.WEIGHTS, "int8"),
            Map.entry(EmbeddingSettings.PASSES, 2),
            Map.entry(EmbeddingSettings.CUDA, "if-present"),
            Map.entry(EmbeddingSettings.SESSIONS, 2),
            Map.entry(EmbeddingSettings.THREADS_PER_SESSION, 3),
            Map.entry(EmbeddingSettings.DECODE_THREADS, 4),
            Map.entry(EmbeddingSettings.BATCH_SIZE, 5),
            Map.entry(EmbeddingSettings.BATCH_AGE, 7L),
            Map.entry(EmbeddingSettings.MAX_BYTES, 8L),
            Map.entry(EmbeddingSettings.MAX_PIXELS, 9L),
            Map.entry(EmbeddingSettings.DECODE_TIMEOUT, 10L),
            Map.entry(EmbeddingSettings.DECODE_MEMORY, 2L << 20));

    assertThat(given).containsOnlyKeys(EmbeddingSettings.ALL.toArray(Setting<?>[]::new));
    assertThat(options(given))
        .isEqualTo(
            new EmbeddingOptions(
                MODEL,
                new InferenceOptions(Cuda.IF_PRESENT, 2, 3, WeightChoice.INT8),
                new BatchOptions(5, Duration.ofMillis(7)),
                new DecodeOptions(4, new PictureLimits(8, 9), Duration.ofMillis(10), 2 << 20),
                new PassOptions(2, Optional.empty())));
  }

  private static EmbeddingOptions options(Map<Setting<?>, Object> given) {
    return EmbeddingOptions.from(values(given)::get, MODEL, Optional.empty(), CORES);
  }

  private static Map<String, Object> values(Map<Setting<?>, Object> given) {
    Map<String, Object> values = new HashMap<>();
    EmbeddingSettings.ALL.forEach(
        setting -> values.put(setting.name(), given.getOrDefault(setting, setting.defaultValue())));
    return values;
  }
}
