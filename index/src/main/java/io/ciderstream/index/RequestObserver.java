package io.ciderstream.index;

import java.time.Duration;

/** Receives each request that Milvus acknowledged, on the thread that sent it. */
public interface RequestObserver {
  /** Ignores all requests. */
  RequestObserver NONE = (upserts, deletes, bytes, latency) -> {};

  /**
   * Receives a request.
   *
   * @param upserts rows written
   * @param deletes keys deleted
   * @param bytes approximate size of the request
   * @param latency duration of the request
   */
  void acknowledged(int upserts, int deletes, long bytes, Duration latency);
}
