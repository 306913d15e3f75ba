package io.ciderstream.streams.output;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;

/**
 * Passes Kafka Streams' errors to {@link ProductionFailures}; Kafka Streams creates the handlers
 * itself.
 */
public final class RefusedRecordHandler implements ProductionExceptionHandler {
  static final String FAILURES_CONFIG = "cider.production.failures";

  private ProductionFailures failures;

  @Override
  public void configure(Map<String, ?> configs) {
    failures = (ProductionFailures) configs.get(FAILURES_CONFIG);
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception failure) {
    return failures.decide(record, failure);
  }
}
