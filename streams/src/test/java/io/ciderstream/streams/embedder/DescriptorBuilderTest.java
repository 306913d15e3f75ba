package io.ciderstream.streams.embedder;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.embedding.batch.Priority;
import io.ciderstream.embedding.result.Embedding;
import io.ciderstream.schemas.ByteArrays;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.schemas.avro.Descriptor;
import io.ciderstream.streams.TestEmbedder;
import io.ciderstream.streams.pending.InputRecord;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class DescriptorBuilderTest {
  private static final byte[] PICTURE = {1, 2};

  private static Descriptor built(TestEmbedder embedder, EmbedderOptions options) {
    Embedding made = embedder.embed(PICTURE, Optional.empty(), Priority.INGEST).join();
    return DescriptorBuilder.of(
        new InputRecord(new RecordPosition(0, 7), 8, PICTURE, PICTURE, new RecordHeaders()),
        ImagePayload.of(PICTURE, Map.of(), null),
        embedder.model(),
        made,
        options);
  }

  @Test
  void shouldWriteLocalFeaturesIfTheModelHasThemAndTheyAreNotOff() {
    TestEmbedder with = new TestEmbedder(4, 0).withLocalFeatures();
    assertThat(ByteArrays.of(built(with, EmbedderOptions.DEFAULT).getLocalFeatures()))
        .isEqualTo(TestEmbedder.features(PICTURE).encode());
    assertThat(built(with, new EmbedderOptions(false, Optional.empty())).getLocalFeatures())
        .isNull();
    assertThat(built(new TestEmbedder(4, 0), EmbedderOptions.DEFAULT).getLocalFeatures()).isNull();
  }
}
