package io.ciderstream.index;

import java.time.Duration;

/** Told of each request that Milvus acknowledged, on the thread that made it. */
public interface RequestObserver {
  /** Looks at none. */
  RequestObserver NONE = (upserts, deletes, bytes, latency) -> {};

  /**
   * @param upserts rows written
   * @param deletes keys deleted
   * @param bytes of the request, about
   */
  void acknowledged(int upserts, int deletes, long bytes, Duration latency);
}
