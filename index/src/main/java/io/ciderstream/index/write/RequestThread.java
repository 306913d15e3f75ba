package io.ciderstream.index.write;

import io.ciderstream.schemas.DaemonThread;
import io.ciderstream.schemas.UninterruptedWait;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Keeps one request in flight while the caller prepares the next. Requests run one after the other
 * on a separate thread. For use by one thread.
 */
final class RequestThread implements AutoCloseable {
  private final ExecutorService requests =
      Executors.newSingleThreadExecutor(DaemonThread.factory("milvus-writes"));
  private Future<?> inFlight;

  /** Waits for the previous request and throws its failure, then starts this one. */
  void send(Runnable request) {
    await();
    inFlight = requests.submit(request);
  }

  /**
   * Waits for the last request, even if the thread is interrupted, so that no request is in flight
   * when the caller continues. Throws the failure of the request.
   */
  void await() {
    Future<?> request = inFlight;
    inFlight = null;
    if (request != null) {
      UninterruptedWait.await(request);
    }
  }

  @Override
  public void close() {
    requests.shutdown();
  }
}
