package io.ciderstream.connectors.values;

import io.ciderstream.schemas.CiderException;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A value that could not be read because the schema registry was out of reach. Were the converter
 * to fail instead, Connect would stop the task or dead-letter a good record; so the sink reads it,
 * and waits as it waits for Milvus.
 */
public final class UnreadAvro {
  private final Supplier<Map<String, Object>> reading;

  public UnreadAvro(Supplier<Map<String, Object>> reading) {
    this.reading = reading;
  }

  /**
   * Tries again.
   *
   * @throws CiderException REGISTRY_UNAVAILABLE, or AVRO_INVALID
   */
  public Map<String, Object> read() {
    return reading.get();
  }
}
