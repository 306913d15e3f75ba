package io.ciderstream.streams.embedder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EmbedderSettingsTest {
  @Test
  void shouldWriteLocalFeaturesUnlessTheyAreOff() {
    assertThat(EmbedderSettings.from(name -> EmbedderSettings.LOCAL_FEATURES.defaultValue()))
        .isEqualTo(EmbedderOptions.DEFAULT);
    assertThat(EmbedderSettings.from(Map.of("embedder.local.features", false)::get))
        .isEqualTo(new EmbedderOptions(false));
  }
}
