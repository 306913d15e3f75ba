package io.ciderstream.connectors.values;

import io.ciderstream.schemas.CiderException;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A value that the converter could not read, because the schema registry was out of reach or the
 * value is no Avro. Were the converter to fail instead, Connect would stop the task, or dead-letter
 * a good record during an outage, or stop at a dead letter that is too large; so the sink reads it
 * once more, and waits or dead-letters as with every other record.
 */
public final class UnreadAvro {
  private final Supplier<Map<String, Object>> reading;
  private final int bytes;

  /**
   * @param reading reads the value
   * @param bytes its size
   */
  public UnreadAvro(Supplier<Map<String, Object>> reading, int bytes) {
    this.reading = reading;
    this.bytes = bytes;
  }

  /**
   * Tries again.
   *
   * @throws CiderException REGISTRY_UNAVAILABLE, or AVRO_INVALID
   */
  public Map<String, Object> read() {
    return reading.get();
  }

  /** Returns the size of the value as it came. */
  public int bytes() {
    return bytes;
  }
}
