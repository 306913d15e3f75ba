package io.ciderstream.index.calls;

import io.ciderstream.index.WritePermit;
import io.ciderstream.index.settings.IndexConnection;
import io.ciderstream.index.settings.IndexSettings;
import io.ciderstream.index.settings.TlsFiles;
import io.ciderstream.index.values.VectorJson;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.DaemonThread;
import io.ciderstream.schemas.ErrorCode;
import io.milvus.grpc.MilvusServiceGrpc.MilvusServiceBlockingStub;
import io.milvus.shaded.io.grpc.Context;
import io.milvus.v2.client.ConnectConfig;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.client.RetryConfig;
import io.milvus.v2.service.vector.request.UpsertReq;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Calls one Milvus server. Connects at the first call and ends each call in time. A call fails with
 * {@link CiderException} if the server is unreachable, and with {@link RefusedException} if it
 * rejects the call. Safe for use by several threads.
 */
public final class MilvusCalls implements AutoCloseable {
  private static final long KEEP_ALIVE_MS = TimeUnit.MINUTES.toMillis(6);

  private final IndexConnection connection;
  private final WritePermit permit;
  private final ReentrantLock connecting = new ReentrantLock();
  private final AtomicInteger outages = new AtomicInteger();
  private final AtomicLong unanswered = new AtomicLong();
  private final ScheduledExecutorService deadlines =
      Executors.newSingleThreadScheduledExecutor(DaemonThread.factory("milvus-deadlines"));
  private volatile Optional<VectorUpserts> upserts = Optional.empty();
  private volatile Optional<ServerTime> time = Optional.empty();
  private volatile MilvusClientV2 client;
  private volatile boolean admitted;
  private volatile boolean closed;

  /** Creates calls that may always write. */
  public MilvusCalls(IndexConnection connection) {
    this(connection, WritePermit.ALWAYS);
  }

  /**
   * Creates calls.
   *
   * @param permit checked before each {@link #write}
   */
  public MilvusCalls(IndexConnection connection, WritePermit permit) {
    this.connection = connection;
    this.permit = permit;
  }

  /** Returns the number of outages, after each of which collections may no longer be loaded. */
  public int outages() {
    return outages.get();
  }

  /**
   * Returns the number of {@link #write} calls without a response. The server may have executed
   * such a call, may do so later, or never.
   */
  public long unanswered() {
    return unanswered.get();
  }

  /** Returns the time limit of one call. */
  public Duration deadline() {
    return connection.deadline();
  }

  /**
   * Returns the server's timestamp of now, for {@link #reading}; empty if the server tells none.
   */
  public OptionalLong timestamp() {
    return call(
        "read the server's time", client -> time.map(ServerTime::now).orElse(OptionalLong.empty()));
  }

  /**
   * Runs calls whose reads see every change until a timestamp of the server; of later changes they
   * may see some.
   */
  public <T> T reading(long timestamp, Supplier<T> calls) {
    return ReadMoment.with(timestamp, calls);
  }

  /** Calls the server without changing anything; fails with INDEX_UNAVAILABLE. */
  public void probe() {
    try {
      call("reach Milvus", MilvusClientV2::getServerVersion);
    } catch (RefusedException e) {
      throw unavailable("reach Milvus", e.getMessage(), e);
    }
  }

  /** Returns INDEX_UNAVAILABLE with the operation and the reason. */
  public CiderException unavailable(String what, String reason, Throwable cause) {
    return Failures.unavailable(connection.uri(), what, reason, cause);
  }

  /**
   * Sends a call that changes rows, with the deadline of the connection. The permit is checked
   * before the request is built and again right before it is sent.
   */
  public <T> T write(String what, Function<MilvusClientV2, T> rpc) {
    return call(
        what,
        client -> {
          // builds no large request that may not be sent
          permit.require();
          try {
            return PermitCheck.with(permit, () -> rpc.apply(client));
          } catch (RuntimeException e) {
            if (Failures.isUnanswered(e)) {
              unanswered.incrementAndGet();
            }
            throw e;
          }
        });
  }

  /**
   * Upserts rows like {@link #write}, with vectors that need not become JSON.
   *
   * @param rows without these vectors
   * @param vectors of each field, one for each row
   */
  public void upsert(String what, UpsertReq rows, Map<String, List<float[]>> vectors) {
    write(
        what,
        client -> {
          if (!vectors.isEmpty() && upserts.isPresent()) {
            upserts.get().upsert(rows, vectors);
          } else {
            client.upsert(withVectors(rows, vectors));
          }
          return true;
        });
  }

  private static UpsertReq withVectors(UpsertReq rows, Map<String, List<float[]>> vectors) {
    vectors.forEach(
        (field, values) -> {
          for (int i = 0; i < values.size(); i++) {
            rows.getData().get(i).add(field, VectorJson.floats(values.get(i)));
          }
        });
    return rows;
  }

  /** Sends a call with the deadline of the connection. */
  public <T> T call(String what, Function<MilvusClientV2, T> rpc) {
    return call(what, connection.deadline(), rpc);
  }

  /**
   * Sends a call.
   *
   * @param what the infinitive for messages, such as "search"
   * @param limit its time limit; the deadline of the connection if that is shorter
   */
  public <T> T call(String what, Duration limit, Function<MilvusClientV2, T> rpc) {
    if (closed) {
      throw new IllegalStateException("The index is closed.");
    }
    if (limit.compareTo(Duration.ZERO) <= 0) {
      throw Failures.unavailable(connection.uri(), what, "no time is left", null);
    }
    long nanos = Math.min(limit.toNanos(), connection.deadline().toNanos());
    Context.CancellableContext context =
        Context.current().withDeadlineAfter(nanos, TimeUnit.NANOSECONDS, deadlines);
    try {
      T answer = context.call(() -> rpc.apply(connected(nanos)));
      admitted = true;
      return answer;
    } catch (CiderException e) {
      throw e;
    } catch (Exception e) {
      if (e.getCause() instanceof CiderException refused) {
        throw refused; // from the permit; the SDK wraps exceptions of interceptors
      }
      // Milvus also denies access while it cannot read its users
      if (Failures.isOutage(e) || (admitted && Failures.isAccess(e))) {
        // one caller's short time must not make all others read the collection again
        if (!Failures.isCallers(e, nanos < connection.deadline().toNanos())) {
          outages.incrementAndGet();
          TlsCheck.refusal(connection)
              .ifPresent(
                  rejection -> {
                    throw rejection;
                  });
        }
        throw Failures.unavailable(connection.uri(), what, Failures.text(e), e);
      }
      if (Failures.isAccess(e)) {
        throw new CiderException(
            ErrorCode.SETTING_INVALID,
            "%s denies access: check %s, %s and %s."
                .formatted(
                    connection.uri(),
                    IndexSettings.USER.name(),
                    IndexSettings.PASSWORD.name(),
                    IndexSettings.TOKEN.name()),
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
      throw Failures.unavailable(
          connection.uri(), "connect", "another thread is still connecting", null);
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
            .uri(connection.uri())
            .connectTimeoutMs(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)))
            .rpcDeadlineMs(connection.deadline().toMillis())
            // servers close a connection that is pinged more often; deadlines detect dead ones
            .keepAliveTimeMs(KEEP_ALIVE_MS)
            .build();
    connection.credentials().token().ifPresent(config::setToken);
    connection.credentials().user().ifPresent(config::setUsername);
    connection.credentials().password().ifPresent(config::setPassword);
    TlsFiles tls = connection.tls();
    TlsCheck.requireUsable(tls);
    tls.serverPem().map(Path::toString).ifPresent(config::setServerPemPath);
    tls.serverName().ifPresent(config::setServerName);
    tls.caPem().map(Path::toString).ifPresent(config::setCaPemPath);
    tls.clientPem().map(Path::toString).ifPresent(config::setClientPemPath);
    tls.clientKey().map(Path::toString).ifPresent(config::setClientKeyPath);
    if (!connection.database().isEmpty()) {
      config.setDbName(connection.database());
    }
    MilvusClientV2 made = connect(config);
    RetryConfig once = RetryConfig.builder().maxRetryTimes(1).build();
    made.retryConfig(once);
    Optional<MilvusServiceBlockingStub> stub = Interceptors.install(made);
    upserts = stub.map(calls -> new VectorUpserts(calls, once));
    time = stub.map(ServerTime::new);
    return made;
  }

  private MilvusClientV2 connect(ConnectConfig config) {
    try {
      return new MilvusClientV2(config);
    } catch (RuntimeException e) {
      if (!Failures.isOutage(e) && lacksDatabase(config)) {
        throw new CiderException(
            ErrorCode.SETTING_INVALID,
            "%s is %s, but %s has no such database."
                .formatted(IndexSettings.DATABASE.name(), connection.database(), connection.uri()),
            e);
      }
      throw e;
    }
  }

  /** Checks the database separately, as the code for a missing one differs between servers. */
  private boolean lacksDatabase(ConnectConfig config) {
    if (connection.database().isEmpty()) {
      return false;
    }
    config.setDbName(null);
    try {
      MilvusClientV2 elsewhere = new MilvusClientV2(config);
      try {
        return !elsewhere.listDatabases().getDatabaseNames().contains(connection.database());
      } finally {
        elsewhere.close();
      }
    } catch (RuntimeException e) {
      return false;
    }
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
