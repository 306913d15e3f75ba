package io.ciderstream.streams.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.RecordPosition;
import io.ciderstream.streams.pending.InputRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.ProductionExceptionHandler.Result;
import org.junit.jupiter.api.Test;

class ProductionFailuresTest {
  private final FixedTopics topics = new FixedTopics();
  private final RefusedOutputs refused = new RefusedOutputs();
  private final List<Throwable> lost = new ArrayList<>();
  private final ProductionFailures failures =
      new ProductionFailures(topics, Set.of("replies"), refused, lost::add);

  private static ProducerRecord<byte[], byte[]> record(String topic) {
    return new ProducerRecord<>(topic, 1, 5L, new byte[3], new byte[1000]);
  }

  private Result decide(ProducerRecord<byte[], byte[]> record, Exception failure) {
    Result result = failures.decide(record, failure).result();
    assertThat(topics.asked()).isTrue();
    return result;
  }

  @Test
  void shouldGiveUpAReplyWhoseTopicIsGone() {
    assertThat(decide(record("replies"), new UnknownTopicOrPartitionException()))
        .isEqualTo(Result.RESUME);
    topics.closed("replies");
    assertThat(decide(record("replies"), new TimeoutException())).isEqualTo(Result.RESUME);
    assertThat(lost).hasSize(2).allMatch(e -> e.getMessage().startsWith("TOPIC_UNAVAILABLE"));
  }

  @Test
  void shouldWaitForTheBrokerWithAReply() {
    assertThat(decide(record("replies"), new TimeoutException())).isEqualTo(Result.RETRY);
    assertThat(decide(record("replies"), new NotEnoughReplicasException("")))
        .isEqualTo(Result.RETRY);
    assertThat(lost).isEmpty();
  }

  @Test
  void shouldNeverGiveUpADescriptorOrDeadLetter() {
    topics.closed("descriptors");
    for (Exception failure :
        List.of(
            new UnknownTopicOrPartitionException(),
            new TimeoutException(),
            new InvalidRecordException(""),
            new InvalidTimestampException(""),
            new RecordTooLargeException())) {
      assertThat(decide(record("descriptors"), failure)).isNotEqualTo(Result.RESUME);
    }
  }

  @Test
  void shouldLearnThatATopicAcceptsLessThanItSays() {
    ProducerRecord<byte[], byte[]> large = record("replies");
    assertThat(decide(large, new RecordTooLargeException())).isEqualTo(Result.FAIL);
    assertThat(topics.maxBytes("replies"))
        .isLessThan((int) RecordBytes.of(large.key(), large.value(), large.headers()));
  }

  @Test
  void shouldHaveARecordDeadLetteredWhoseDescriptorIsRefusedAgain() {
    InputRecord image =
        new InputRecord(new RecordPosition(1, 77), 0, null, null, new RecordHeaders());
    ProducerRecord<byte[], byte[]> descriptor = record("descriptors");
    descriptor.headers().add(HeaderNames.SOURCE_OFFSET, "77".getBytes(UTF_8));
    decide(descriptor, new InvalidRecordException("no"));
    assertThat(refused.form(image)).isEqualTo(RefusedOutputs.Form.NORMAL);
    decide(descriptor, new InvalidRecordException("no"));
    assertThat(refused.form(image)).isEqualTo(RefusedOutputs.Form.DEAD_LETTER);
    assertThat(refused.cause(image).orElseThrow()).contains("no");

    ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>("dead", new byte[1], null);
    letter.headers().add(HeaderNames.ERROR_PARTITION, "1".getBytes(UTF_8));
    letter.headers().add(HeaderNames.ERROR_OFFSET, "77".getBytes(UTF_8));
    decide(letter, new InvalidRecordException("no"));
    decide(letter, new InvalidRecordException("no"));
    assertThat(refused.form(image)).isEqualTo(RefusedOutputs.Form.LEAST_DEAD_LETTER);
    assertThat(
            refused.form(
                new InputRecord(new RecordPosition(1, 78), 0, null, null, new RecordHeaders())))
        .isEqualTo(RefusedOutputs.Form.NORMAL);
  }
}
