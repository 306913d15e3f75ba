package io.ciderstream.schemas.serde;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Decides why a framed value cannot be read: because of the record, which is then dead-lettered, or
 * the registry's, which is then waited for. Avro reports malformed bytes as {@link IOException}
 * too, so the type alone is not enough.
 */
public final class DecodingFailure {
  private static final int NOT_FOUND = 404;
  private static final int UNPROCESSABLE = 422;
  private static final String AVRO = "org.apache.avro.";

  private DecodingFailure() {}

  /** Returns whether the registry is the cause, so that the same value may be readable later. */
  public static boolean isOutage(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof RestClientException answer) {
        // a schema id that the registry does not know is the record's fault
        return answer.getStatus() != NOT_FOUND && answer.getStatus() != UNPROCESSABLE;
      }
      if (t instanceof RetriableException || (t instanceof IOException e && !isOfAvro(e))) {
        return true;
      }
    }
    return false;
  }

  /** Avro decodes from memory: what it throws is about the bytes. */
  private static boolean isOfAvro(IOException failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    return failure.getClass().getName().startsWith(AVRO)
        || (trace.length > 0 && trace[0].getClassName().startsWith(AVRO));
  }
}
