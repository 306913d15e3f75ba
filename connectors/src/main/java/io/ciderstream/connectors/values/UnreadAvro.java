package io.ciderstream.connectors.values;

import io.ciderstream.schemas.CiderException;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A value that the converter could not read, because the schema registry was unreachable or the
 * value is not Avro. If the converter failed instead, Connect would stop the task, dead-letter a
 * good record during an outage, or stop at a dead letter that is too large. So the sink reads the
 * value again, and waits or dead-letters as for every other record.
 */
public final class UnreadAvro {
  private final Supplier<Map<String, Object>> reader;
  private final int bytes;

  /**
   * Creates a unread avro.
   *
   * @param reader reads the value
   * @param bytes the size of the value
   */
  public UnreadAvro(Supplier<Map<String, Object>> reader, int bytes) {
    this.reader = reader;
    this.bytes = bytes;
  }

  /**
   * Reads the value again.
   *
   * @throws CiderException REGISTRY_UNAVAILABLE, or AVRO_INVALID
   */
  public Map<String, Object> read() {
    return reader.get();
  }

  /** Returns the size of the encoded value. */
  public int bytes() {
    return bytes;
  }
}
