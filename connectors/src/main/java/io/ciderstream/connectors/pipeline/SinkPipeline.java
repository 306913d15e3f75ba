package io.ciderstream.connectors.pipeline;

import io.ciderstream.schemas.CiderException;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;

/** Writes the records of a task. One thread. */
public interface SinkPipeline extends AutoCloseable {
  /**
   * Checks the collections of these topics before their first record.
   *
   * @throws CiderException of kind DEPENDENCY or CONFIGURATION
   */
  void open(Collection<String> topics);

  /**
   * Writes all records durably and in order before it returns, except the bad ones.
   *
   * @param bad receives the records that cannot be written, with the reason
   * @throws CiderException of kind DEPENDENCY, to apply the same records again; or CONFIGURATION
   */
  void process(Collection<SinkRecord> records, Map<SinkRecord, CiderException> bad);

  /**
   * Returns the number of calls that were to change rows and were not answered. The server may
   * carry such a call out later, even after a newer one.
   */
  long unanswered();

  /**
   * Sends a call that changes nothing, and returns when the server has answered it.
   *
   * @throws CiderException INDEX_UNAVAILABLE if it does not
   */
  void probe();

  /** Notes that another task may own the partitions of earlier records from now on. */
  void released();

  @Override
  void close();
}
