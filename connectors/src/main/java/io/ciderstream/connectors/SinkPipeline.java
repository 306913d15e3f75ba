package io.ciderstream.connectors;

import io.ciderstream.schemas.CiderException;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;

/** What a task does with records. One thread. */
interface SinkPipeline extends AutoCloseable {
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

  /** Changes with each call whose effect is unknown: Milvus may carry it out yet. */
  long unanswered();

  /**
   * Returns when Milvus has answered a call.
   *
   * @throws CiderException of kind DEPENDENCY if it does not
   */
  void probe();

  @Override
  void close();
}
