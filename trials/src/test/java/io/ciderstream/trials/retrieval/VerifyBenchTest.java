package io.ciderstream.trials.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.embedding.FakeImageEmbedder;
import io.ciderstream.embedding.local.StripFeatures;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VerifyBenchTest {
  private static final List<byte[]> PICTURES =
      Stream.of("tower field", "tower wood", "harbour", "bridge")
          .map(words -> words.getBytes(StandardCharsets.UTF_8))
          .toList();

  @Test
  void shouldCompareEachPictureWithItsNearest() {
    VerificationFigures figures =
        new VerifyBench(new FakeImageEmbedder().withLocalFeatures(), PICTURES, 50).run(3);
    assertThat(figures.pictures()).isEqualTo(4);
    assertThat(figures.candidates()).isEqualTo(3);
    assertThat(figures.positions()).isEqualTo(1.5 * StripFeatures.OF_A_WORD);
    assertThat(figures.verified()).as("2 of 12 share a word").isEqualTo(2 / 12.0);
    assertThat(figures.p50Millis()).isPositive().isLessThanOrEqualTo(figures.p99Millis());
    assertThat(figures.cpuP50Millis()).isPositive();
  }

  @Test
  void shouldRejectAModelWithoutLocalFeatures() {
    VerifyBench bench = new VerifyBench(new FakeImageEmbedder(), PICTURES, 50);
    assertThatThrownBy(() -> bench.run(1))
        .hasMessageContaining("SETTING_INVALID")
        .hasMessageContaining("The model fake has no local features.");
  }
}
