package io.ciderstream.connectors.pipeline;

import io.ciderstream.schemas.CiderException;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;

/** What a task does with records. One thread. */
public interface SinkPipeline extends AutoCloseable {
  /**
   * Looks at what is there before the first record of these topics comes.
   *
   * @throws CiderException of kind DEPENDENCY or CONFIGURATION
   */
  void open(Collection<String> topics);

  /**
   * Makes all records durable before it returns, in their order, but for the bad ones.
   *
   * @param bad where records go that are at fault themselves
   * @throws CiderException of kind DEPENDENCY: give the same records again; or CONFIGURATION
   */
  void apply(Collection<SinkRecord> records, Map<SinkRecord, CiderException> bad);

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

  /** The partitions of earlier records may be another task's from now on. */
  void released();

  @Override
  void close();
}
