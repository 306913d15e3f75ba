package io.ciderstream.connectors.settings;

import io.ciderstream.connectors.progress.ProgressOptions;
import io.ciderstream.connectors.rows.RowOptions;
import io.ciderstream.connectors.write.WriteOptions;
import io.ciderstream.index.settings.IndexConnection;
import io.ciderstream.index.settings.IndexOptions;
import java.util.Optional;

/**
 * The options of a sink, made once from its settings by {@link SinkSettings#parse}.
 *
 * @param content what the records are
 * @param write when a task may write, and when it retries
 * @param progress where to publish the position of the index; empty for nowhere
 * @param connect what Kafka Connect defines
 * @param validatesConnection whether validation connects to Milvus
 */
public record SinkOptions(
    Content content,
    WriteOptions write,
    Optional<ProgressOptions> progress,
    ConnectOptions connect,
    boolean validatesConnection) {

  /** The kind of the records. */
  public sealed interface Content {
    /** Returns how to reach Milvus. */
    IndexConnection connection();
  }

  /**
   * Descriptors of cider-stream.
   *
   * @param index where they go
   * @param guarded whether changes from older offsets are ignored
   */
  public record Descriptors(IndexOptions index, boolean guarded) implements Content {
    @Override
    public IndexConnection connection() {
      return index.connection();
    }
  }

  /**
   * Rows of any collection.
   *
   * @param connection how to reach Milvus
   * @param options how they are made and sent
   */
  public record Rows(IndexConnection connection, RowOptions options) implements Content {}
}
