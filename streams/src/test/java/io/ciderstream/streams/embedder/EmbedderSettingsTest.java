package io.ciderstream.streams.embedder;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.streams.reuse.ReuseOptions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EmbedderSettingsTest {
  private static final Path FOLDER = Path.of("embeddings");

  private static EmbedderOptions with(String name, Object value) {
    Map<String, Object> values = new HashMap<>();
    EmbedderSettings.ALL.forEach(setting -> values.put(setting.name(), setting.defaultValue()));
    values.put(name, value);
    return EmbedderSettings.from(values::get, FOLDER);
  }

  @Test
  void shouldWriteAndKeepLocalFeaturesUnlessTheyAreOff() {
    assertThat(with("embedder.local.features", true))
        .isEqualTo(
            new EmbedderOptions(true, Optional.of(new ReuseOptions(FOLDER, 2L << 30, true))));
    assertThat(with("embedder.local.features", false))
        .isEqualTo(
            new EmbedderOptions(false, Optional.of(new ReuseOptions(FOLDER, 2L << 30, false))));
  }

  @Test
  void shouldKeepNoEmbeddingsIfTheirBytesAreNone() {
    assertThat(with("embedder.reuse.bytes", 0L)).isEqualTo(EmbedderOptions.DEFAULT);
  }
}
