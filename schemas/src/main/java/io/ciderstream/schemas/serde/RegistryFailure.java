package io.ciderstream.schemas.serde;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.settings.KafkaSettings;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.nio.ByteBuffer;

/**
 * Whose fault it is when Confluent's classes fail: the registry's or the record's.
 *
 * @param url where the registry should be
 */
record RegistryFailure(String url) {
  static final int CONFLICT = 409;
  private static final int UNPROCESSABLE = 422;

  CiderException whenWriting(String topic, Throwable failure) {
    RestClientException answer = find(failure, RestClientException.class);
    if (answer != null && (answer.getStatus() == CONFLICT || answer.getStatus() == UNPROCESSABLE)) {
      return new CiderException(
          ErrorCode.SETTING_INVALID,
          "%s: the registry rejects this version's schema for the subject %s-value (%s). Use another registry or prefix of topics, or restore the subject."
              .formatted(KafkaSettings.REGISTRY_URL, topic, answer.getMessage()),
          failure);
    }
    return answer != null || DecodingFailure.isOutage(failure)
        ? unavailable("to write for the topic " + topic, failure)
        : new CiderException(
            ErrorCode.UNEXPECTED,
            "The record for the topic %s cannot be written as Avro (%s)."
                .formatted(topic, reason(failure)),
            failure);
  }

  CiderException whenReading(String topic, byte[] value, Class<?> type, Exception failure) {
    return DecodingFailure.isOutage(failure)
        ? unavailable("to read a record of the topic " + topic, failure)
        : new CiderException(
            ErrorCode.AVRO_INVALID,
            "%d bytes of the topic %s with schema id %s are no %s (%s)."
                .formatted(
                    value.length, topic, schemaId(value), type.getSimpleName(), reason(failure)),
            failure);
  }

  private CiderException unavailable(String purpose, Throwable failure) {
    return new CiderException(
        ErrorCode.REGISTRY_UNAVAILABLE,
        "The request to %s=%s %s failed (%s)."
            .formatted(KafkaSettings.REGISTRY_URL, url, purpose, reason(failure)),
        failure);
  }

  private static String schemaId(byte[] value) {
    return value.length < 1 + Integer.BYTES
        ? "(none)"
        : Integer.toString(ByteBuffer.wrap(value).getInt(1));
  }

  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName() + ": " + root.getMessage();
  }

  private static <T extends Throwable> T find(Throwable failure, Class<T> type) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return type.cast(t);
      }
    }
    return null;
  }
}
