package io.ciderstream.connectors.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.IndexPosition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class ProgressTopicTest {
  /** The record's value is its model. */
  private static final IndexNames NAMES =
      new IndexNames() {
        @Override
        public String collection(SinkRecord sinkRecord) {
          return "photos";
        }

        @Override
        public Optional<String> modelCollection(SinkRecord sinkRecord) {
          return Optional.ofNullable(sinkRecord.value()).map(model -> "photos__" + model);
        }
      };

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
  private Instant now = Instant.EPOCH;
  private final ProgressTopic progress = new ProgressTopic("progress", NAMES, producer, () -> now);

  private static SinkRecord at(int partition, long offset) {
    return new SinkRecord("descriptors", partition, null, "k", null, null, offset);
  }

  private static SinkRecord from(SinkRecord sinkRecord, Object sourceOffset) {
    sinkRecord.headers().add(HeaderNames.SOURCE_OFFSET, sourceOffset, null);
    return sinkRecord;
  }

  private List<IndexPosition> published() {
    return producer.history().stream().map(sent -> IndexPosition.parse(sent.value())).toList();
  }

  @Test
  void shouldPublishTheLastPositionOfEachPartition() {
    progress.acknowledged(List.of(at(0, 4), at(1, 9), at(0, 5)));
    assertThat(published())
        .containsExactlyInAnyOrder(
            new IndexPosition(
                "photos", Optional.empty(), "descriptors", 0, 6, OptionalLong.empty()),
            new IndexPosition(
                "photos", Optional.empty(), "descriptors", 1, 10, OptionalLong.empty()));
  }

  @Test
  void shouldSayHowFarTheSourceIsAlsoWhereATombstoneCameLast() {
    progress.acknowledged(List.of(from(at(0, 4), "70"), from(at(0, 5), 71), at(0, 6)));
    assertThat(published())
        .containsExactly(
            new IndexPosition(
                "photos", Optional.empty(), "descriptors", 0, 7, OptionalLong.of(71)));
  }

  @Test
  void shouldNameTheCollectionOfTheLastModelAlsoWhereOnlyDeletionsCome() {
    progress.acknowledged(List.of(of("a", 4), of("b", 5), at(0, 6)));
    producer.completeNext();
    progress.acknowledged(List.of(at(0, 7)));
    assertThat(published())
        .extracting(IndexPosition::modelCollection)
        .containsExactly(Optional.of("photos__b"), Optional.of("photos__b"));
  }

  @Test
  void shouldNameNoModelUntilItHasMetOne() {
    progress.acknowledged(List.of(at(0, 4)));
    assertThat(published())
        .extracting(IndexPosition::modelCollection)
        .containsOnly(Optional.empty());
  }

  private static SinkRecord of(String model, long offset) {
    return new SinkRecord("descriptors", 0, null, "k", null, model, offset);
  }

  @Test
  void shouldPublishAgainWhatFailedAndOnlyThat() {
    progress.acknowledged(List.of(at(0, 4), at(1, 9)));
    producer.completeNext();
    producer.errorNext(new TimeoutException("no broker"));
    producer.clear();
    progress.acknowledged(List.of());
    assertThat(published()).as("not at once").isEmpty();
    now = now.plusSeconds(10);
    progress.acknowledged(List.of());
    assertThat(published()).hasSize(1);
    producer.completeNext();
    producer.clear();
    progress.acknowledged(List.of());
    assertThat(published()).isEmpty();
  }

  @Test
  void shouldBearAProducerThatCannotSend() {
    producer.sendException = new TimeoutException("no metadata");
    progress.acknowledged(List.of(at(0, 4)));
    producer.sendException = null;
    now = now.plusSeconds(10);
    progress.acknowledged(List.of());
    assertThat(published()).hasSize(1);
  }
}
