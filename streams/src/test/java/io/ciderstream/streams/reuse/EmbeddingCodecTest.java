package io.ciderstream.streams.reuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.embedding.result.Embedding;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EmbeddingCodecTest {
  @Test
  void shouldReadWhatItWrote() {
    for (Embedding made : new Embedding[] {TestEmbeddings.full(1), TestEmbeddings.bare()}) {
      TestEmbeddings.assertKept(EmbeddingCodec.decode(EmbeddingCodec.encode(made)), made);
      TestEmbeddings.assertKept(
          EmbeddingCodec.decode(EmbeddingCodec.encode(made.withoutLocalFeatures())),
          made.withoutLocalFeatures());
    }
  }

  @Test
  void shouldRejectBytesThatAreCutOffOrLonger() {
    byte[] encoded = EmbeddingCodec.encode(TestEmbeddings.full(2));
    for (int length = 0; length < encoded.length; length++) {
      byte[] cut = Arrays.copyOf(encoded, length);
      assertThatIllegalArgumentException().isThrownBy(() -> EmbeddingCodec.decode(cut));
    }
    assertThatThrownBy(() -> EmbeddingCodec.decode(Arrays.copyOf(encoded, encoded.length + 1)))
        .hasMessageContaining("follow");
    encoded[0]++;
    assertThatThrownBy(() -> EmbeddingCodec.decode(encoded)).hasMessageContaining("version 2");
  }

  @Test
  void shouldNeverFailOtherwiseOnWrongBytes() {
    Random random = new Random(3);
    byte[] encoded = EmbeddingCodec.encode(TestEmbeddings.full(3));
    int rejected = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] wrong = encoded.clone();
      for (int i = 0; i < 4; i++) {
        wrong[random.nextInt(wrong.length)] = (byte) random.nextInt();
      }
      try {
        EmbeddingCodec.decode(wrong);
      } catch (IllegalArgumentException e) {
        rejected++;
      }
    }
    assertThat(rejected).isPositive();
  }
}
