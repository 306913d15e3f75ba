package io.ciderstream.schemas.serde;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.settings.KafkaSettings;
import io.ciderstream.schemas.settings.RegistrySettings;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.nio.ByteBuffer;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;

/**
 * Whose fault it is when Confluent's classes fail: the registry's or the record's.
 *
 * @param url where the registry should be
 */
record RegistryFailure(String url) {
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  static final int CONFLICT = 409;
  static final int NOT_FOUND = 404;
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

  /** Returns why the client of a registry cannot be created. */
  static CiderException whenCreating(RuntimeException failure) {
    return new CiderException(
        ErrorCode.SETTING_INVALID,
        "The client of the schema registry cannot be created (%s). Check %s, %s, %s and %s."
            .formatted(
                reason(failure),
                KafkaSettings.REGISTRY_URL,
                RegistrySettings.TLS_CA_PEM,
                RegistrySettings.TLS_CLIENT_PEM,
                RegistrySettings.TLS_CLIENT_KEY),
        failure);
  }

  /**
   * Returns the failure to register a schema when a role starts: SETTING_INVALID if the registry
   * rejects the credentials or has a certificate that is not trusted, because waiting does not
   * help.
   */
  CiderException whenRegistering(String topic, Throwable failure) {
    return isRefusal(failure)
        ? new CiderException(
            ErrorCode.SETTING_INVALID,
            "The request to %s=%s failed (%s). %s"
                .formatted(KafkaSettings.REGISTRY_URL, url, reason(failure), remedy(failure)),
            failure)
        : whenWriting(topic, failure);
  }

  CiderException unavailable(String purpose, Throwable failure) {
    String message =
        "The request to %s=%s %s failed (%s)."
            .formatted(KafkaSettings.REGISTRY_URL, url, purpose, reason(failure));
    return new CiderException(
        ErrorCode.REGISTRY_UNAVAILABLE,
        isRefusal(failure) ? message + " " + remedy(failure) : message,
        failure);
  }

  static boolean isRefusal(Throwable failure) {
    RestClientException answer = find(failure, RestClientException.class);
    return answer == null
        ? find(failure, CertificateException.class) != null
            || find(failure, CertPathValidatorException.class) != null
        : answer.getStatus() == UNAUTHORIZED || answer.getStatus() == FORBIDDEN;
  }

  private static String remedy(Throwable failure) {
    return find(failure, RestClientException.class) == null
        ? "Its certificate is not trusted: check %s.".formatted(RegistrySettings.TLS_CA_PEM)
        : "It rejects this client: check %s and %s, or %s, and what that user may do."
            .formatted(RegistrySettings.USER, RegistrySettings.PASSWORD, RegistrySettings.TOKEN);
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
