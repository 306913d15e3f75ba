package io.ciderstream.index.milvus;

import io.ciderstream.index.IndexOptions;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.milvus.shaded.io.grpc.Context;
import io.milvus.v2.client.ConnectConfig;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.client.RetryConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Calls to one Milvus server: connected at the first call, ended in time, failing in two ways only
 * ({@link CiderException} if the server was not reached, {@link RefusedException} if it said no).
 * Safe for use by several threads.
 */
final class MilvusCalls implements AutoCloseable {
  private static final long KEEP_ALIVE_MS = TimeUnit.MINUTES.toMillis(6);

  private final IndexOptions options;
  private final ReentrantLock connecting = new ReentrantLock();
  private final AtomicInteger outages = new AtomicInteger();
  private final ScheduledExecutorService deadlines =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("milvus-deadlines").factory());
  private volatile MilvusClientV2 client;
  private volatile boolean closed;

  MilvusCalls(IndexOptions options) {
    this.options = options;
  }

  /** Changes with each call that did not reach the server: what was loaded may be so no more. */
  int outages() {
    return outages.get();
  }

  /** Calls with the deadline of the options. */
  <T> T call(String what, Function<MilvusClientV2, T> rpc) {
    return call(what, options.rpcDeadline(), rpc);
  }

  /**
   * @param what the infinitive for messages, such as "search"
   * @param limit how long it may take; the deadline of the options if that is shorter
   */
  <T> T call(String what, Duration limit, Function<MilvusClientV2, T> rpc) {
    if (closed) {
      throw new IllegalStateException("The index is closed.");
    }
    if (!limit.isPositive()) {
      throw Failures.unavailable(options, what, "no time is left", null);
    }
    long nanos = Math.min(limit.toNanos(), options.rpcDeadline().toNanos());
    Context.CancellableContext context =
        Context.current().withDeadlineAfter(nanos, TimeUnit.NANOSECONDS, deadlines);
    try {
      return context.call(() -> rpc.apply(connected(nanos)));
    } catch (CiderException e) {
      throw e;
    } catch (Exception e) {
      if (Failures.isOutage(e)) {
        outages.incrementAndGet();
        throw Failures.unavailable(options, what, e.getMessage(), e);
      }
      if (Failures.isAccess(e)) {
        throw new CiderException(
            ErrorCode.SETTING_INVALID,
            "%s denies access: check index.user, index.password, index.token."
                .formatted(options.uri()),
            e);
      }
      throw new RefusedException(what, e);
    } finally {
      context.cancel(null);
    }
  }

  private MilvusClientV2 connected(long nanos) throws InterruptedException {
    MilvusClientV2 known = client;
    if (known != null) {
      return known;
    }
    if (!connecting.tryLock(nanos, TimeUnit.NANOSECONDS)) {
      throw Failures.unavailable(options, "connect", "another thread is at it", null);
    }
    try {
      if (client == null) {
        client = connect(nanos);
      }
      return client;
    } finally {
      connecting.unlock();
    }
  }

  private MilvusClientV2 connect(long nanos) {
    ConnectConfig config =
        ConnectConfig.builder()
            .uri(options.uri())
            .connectTimeoutMs(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)))
            .rpcDeadlineMs(options.rpcDeadline().toMillis())
            // servers cut a connection that is pinged more often; deadlines find dead ones
            .keepAliveTimeMs(KEEP_ALIVE_MS)
            .build();
    options.token().ifPresent(config::setToken);
    options.user().ifPresent(config::setUsername);
    options.password().ifPresent(config::setPassword);
    options.serverPem().map(Path::toString).ifPresent(config::setServerPemPath);
    options.serverName().ifPresent(config::setServerName);
    if (!options.database().isEmpty()) {
      config.setDbName(options.database());
    }
    MilvusClientV2 made = new MilvusClientV2(config);
    made.retryConfig(RetryConfig.builder().maxRetryTimes(1).build());
    return made;
  }

  @Override
  public void close() {
    closed = true;
    connecting.lock();
    try {
      if (client != null) {
        client.close();
      }
    } finally {
      connecting.unlock();
      deadlines.shutdownNow();
    }
  }
}
