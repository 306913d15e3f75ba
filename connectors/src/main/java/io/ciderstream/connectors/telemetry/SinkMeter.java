package io.ciderstream.connectors.telemetry;

import io.ciderstream.schemas.ErrorCode;
import java.time.Duration;

/** Told by a task of the sink what it does. Called on the task's thread. */
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
   * Milvus acknowledged a request.
   *
   * @param upserts rows written
   * @param deletes keys deleted
   * @param bytes of the request, about
   */
  void request(int upserts, int deletes, long bytes, Duration latency);

  /**
   * All these records are written, superseded or reported.
   *
   * @param newestTimestampMs the highest timestamp among them, epoch milliseconds; negative if none
   *     has one
   */
  void done(int records, long newestTimestampMs);

  /** A dependency failed; the same records are asked for again after the pause. */
  void retried(ErrorCode code, Duration pause);

  /** A record went to the errant record reporter. */
  void deadLettered(ErrorCode code);
}
