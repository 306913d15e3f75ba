package io.ciderstream.train.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.train.RandomWeights;
import io.ciderstream.train.TinyNetwork;
import io.ciderstream.train.shape.Shape;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class WeightsTest {
  private final TinyNetwork network = new TinyNetwork();
  private final Weights whole = RandomWeights.of(network, 1);

  @Test
  void shouldAcceptExactlyWhatTheNetworkReads() {
    assertThat(whole.checkedFor(network)).isSameAs(whole);
  }

  @Test
  void shouldNameWhatIsMissingMisshapenOrTooMuch() {
    SequencedMap<String, Weight> faulty = new LinkedHashMap<>(whole.byName());
    faulty.remove("stem.weight");
    faulty.put("fc.bias", new Weight(Shape.of(6), new float[6]));
    faulty.put("other", new Weight(Shape.of(1), new float[1]));

    assertThatThrownBy(() -> new Weights(faulty).checkedFor(network))
        .isInstanceOfSatisfying(
            CiderException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WEIGHTS_INVALID))
        .hasMessageContaining("3 parameters differ")
        .hasMessageContaining("stem.weight[8,3,3,3] is missing")
        .hasMessageContaining("fc.bias is [6] instead of [5]")
        .hasMessageContaining("other is not expected");
  }
}
