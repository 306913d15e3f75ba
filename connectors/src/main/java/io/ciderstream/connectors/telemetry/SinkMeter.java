package io.ciderstream.connectors.telemetry;

import io.ciderstream.schemas.ErrorCode;
import java.time.Duration;

/**
 * Counts what a task of the sink does. Called on the task's thread and on that of the writes, one
 * at a time.
 */
public interface SinkMeter {
  /** Counts nothing. */
  SinkMeter NONE =
      new SinkMeter() {
        @Override
        public void request(int upserts, int deletes, long bytes, Duration latency) {}

        @Override
        public void done(int records, long newestTimestampMs) {}

        @Override
        public void retried(ErrorCode code, Duration pause) {}

        @Override
        public void deadLettered(ErrorCode code) {}
      };

  /**
   * Counts a request that Milvus acknowledged.
   *
   * @param upserts rows written
   * @param deletes keys deleted
   * @param bytes approximate size of the request
   */
  void request(int upserts, int deletes, long bytes, Duration latency);

  /**
   * Counts records that are written, superseded or reported.
   *
   * @param newestTimestampMs the highest timestamp among them, epoch milliseconds; negative without
   *     timestamps
   */
  void done(int records, long newestTimestampMs);

  /** Counts a failure of a dependency, after which the same records are retried after a pause. */
  void retried(ErrorCode code, Duration pause);

  /** Counts a record that went to the errant record reporter. */
  void deadLettered(ErrorCode code);
}
