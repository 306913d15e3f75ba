package io.ciderstream.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ciderstream.client.kafka.KafkaClients;
import io.ciderstream.client.kafka.TopicTail;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.HeaderNames;
import io.ciderstream.schemas.Topics;
import io.ciderstream.schemas.avro.Reply;
import io.ciderstream.schemas.avro.Status;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class QueryClientTest {
  private static final TopicPartition REPLIES = new TopicPartition("replies", 0);
  private static final Duration LONG = Duration.ofMinutes(5);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("latest");

  @Test
  void shouldFailAtOnceWhenTheQueryWasNotTaken() {
    try (QueryClient client = client(new Answering(false))) {
      assertThatThrownBy(() -> client.ask(new byte[] {1}, Map.of(), LONG))
          .isInstanceOfSatisfying(
              CiderException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.BROKER_UNAVAILABLE))
          .hasMessageContaining("No broker answers at nowhere:1 (gone)");
    }
  }

  @Test
  void shouldTakeItsOwnReplyOnly() {
    try (QueryClient client = client(new Answering(true))) {
      Reply reply = client.ask(new byte[] {1}, Map.of(HeaderNames.TOP_K, "3"), LONG);
      assertThat(reply.getReplyId()).isEqualTo("mine");
    }
  }

  @Test
  void shouldSayThatThereIsNoTopicAndWhatMakesIt() {
    consumer.updatePartitions("replies", List.of());
    assertThatThrownBy(() -> new TopicTail(consumer, List.of("replies"), LONG))
        .hasMessageStartingWith("TOPIC_MISMATCH")
        .hasMessageContaining("no topic replies; ./cider topics creates");
  }

  private QueryClient client(Answering producer) {
    consumer.updatePartitions(
        "replies",
        List.of(new PartitionInfo("replies", 0, Node.noNode(), new Node[0], new Node[0])));
    consumer.updateEndOffsets(Map.of(REPLIES, 0L));
    return new QueryClient(
        new KafkaClients(Map.of("bootstrap.servers", "nowhere:1")),
        new TopicTail(consumer, List.of("replies"), LONG),
        producer,
        Topics.DEFAULT,
        value -> reply(value[0] == 1 ? "mine" : "somebody else's"));
  }

  private static Reply reply(String id) {
    return new Reply(id, Status.OK, null, null, null, List.of(), List.of(), List.of(), Map.of());
  }

  /** A broker that answers each query after a reply to another client, or accepts none. */
  private final class Answering extends MockProducer<byte[], byte[]> {
    private final boolean takes;

    Answering(boolean takes) {
      super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
      this.takes = takes;
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> query, Callback callback) {
      Future<RecordMetadata> sent = super.send(query, callback);
      if (takes) {
        completeNext();
        add(0, "another query".getBytes(StandardCharsets.UTF_8));
        add(1, query.headers().lastHeader(HeaderNames.CORRELATION_ID).value());
      } else {
        errorNext(new TimeoutException("gone"));
      }
      return sent;
    }

    private void add(int offset, byte[] correlation) {
      var reply =
          new ConsumerRecord<>(REPLIES.topic(), 0, offset, new byte[0], new byte[] {(byte) offset});
      reply.headers().add(HeaderNames.CORRELATION_ID, correlation);
      consumer.addRecord(reply);
    }
  }
}
