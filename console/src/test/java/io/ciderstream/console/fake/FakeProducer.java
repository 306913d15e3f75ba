package io.ciderstream.console.fake;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Appends to a {@link FakeLog}. */
final class FakeProducer extends MockProducer<byte[], byte[]> {
  private final FakeLog log;

  FakeProducer(FakeLog log) {
    super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    this.log = log;
  }

  @Override
  public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
    var appended = log.append(record);
    return CompletableFuture.completedFuture(
        new RecordMetadata(
            new TopicPartition(appended.topic(), appended.partition()),
            appended.offset(),
            0,
            appended.timestamp(),
            0,
            0));
  }
}
