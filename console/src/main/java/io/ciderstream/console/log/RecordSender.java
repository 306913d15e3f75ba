package io.ciderstream.console.log;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.RecordPosition;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** Produces records and waits until the brokers have acknowledged them. Any thread. */
public final class RecordSender implements AutoCloseable {
  private static final long TIMEOUT_S = 20;

  private final Producer<byte[], byte[]> producer;

  /** Creates a sender that closes the producer with itself. */
  public RecordSender(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  /**
   * Sends a record and returns its position.
   *
   * @throws CiderException BROKER_UNAVAILABLE, VALUE_TOO_LARGE
   */
  public RecordPosition send(ProducerRecord<byte[], byte[]> record) {
    try {
      RecordMetadata metadata = producer.send(record).get(TIMEOUT_S, TimeUnit.SECONDS);
      return new RecordPosition(metadata.partition(), metadata.offset());
    } catch (ExecutionException e) {
      throw failed(record, e.getCause());
    } catch (KafkaException | TimeoutException e) {
      throw failed(record, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(record, e);
    }
  }

  private static CiderException failed(ProducerRecord<byte[], byte[]> record, Throwable cause) {
    ErrorCode code =
        cause instanceof RecordTooLargeException
            ? ErrorCode.VALUE_TOO_LARGE
            : ErrorCode.BROKER_UNAVAILABLE;
    return new CiderException(
        code, "Nothing was produced to %s: %s.".formatted(record.topic(), cause), cause);
  }

  @Override
  public void close() {
    producer.close(java.time.Duration.ofSeconds(5));
  }
}
