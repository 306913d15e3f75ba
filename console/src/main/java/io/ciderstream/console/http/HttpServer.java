package io.ciderstream.console.http;

import io.ciderstream.console.settings.ConsoleSettings;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.util.EnumSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Serves a router with Jetty. */
public final class HttpServer implements AutoCloseable {
  private static final int THREADS = 16;
  private static final int IDLE_MS = 30_000;
  private static final int MAX_HEADER_BYTES = 16 << 10;
  private static final int STOP_MS = 2_000;
  private static final int SHUTDOWN_IDLE_MS = 20;

  private final Server server;
  private final ServerConnector connector;
  private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();

  private HttpServer(String host, int port, Router router) {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS);
    threads.setName("console-http");
    threads.setDaemon(true);
    threads.setVirtualThreadsExecutor(requests);
    server = new Server(threads);
    server.setStopTimeout(STOP_MS);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(MAX_HEADER_BYTES);
    http.setUriCompliance(anyId());
    connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(host);
    connector.setPort(port);
    connector.setIdleTimeout(IDLE_MS);
    connector.setShutdownIdleTimeout(SHUTDOWN_IDLE_MS);
    server.addConnector(connector);
    server.setErrorHandler(new ProblemHandler());
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback)
              throws Exception {
            router.handle(request, response);
            callback.succeeded();
            return true;
          }
        });
  }

  /** An image id can have any character; paths are compared unchanged and never name a file. */
  private static UriCompliance anyId() {
    return UriCompliance.from(
        EnumSet.of(
            UriCompliance.Violation.AMBIGUOUS_PATH_SEGMENT,
            UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT,
            UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
            UriCompliance.Violation.AMBIGUOUS_PATH_PARAMETER,
            UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
            UriCompliance.Violation.SUSPICIOUS_PATH_CHARACTERS,
            UriCompliance.Violation.ILLEGAL_PATH_CHARACTERS));
  }

  /**
   * Starts to listen.
   *
   * @param port 0 selects a free one
   * @throws CiderException SETTING_INVALID if the address cannot be listened on
   */
  public static HttpServer start(String host, int port, Router router) {
    HttpServer http = new HttpServer(host, port, router);
    try {
      http.server.start();
      return http;
    } catch (Exception e) {
      http.close();
      throw new CiderException(
          ErrorCode.SETTING_INVALID,
          "%s=%s, %s=%d cannot be listened on: %s."
              .formatted(ConsoleSettings.HOST, host, ConsoleSettings.PORT, port, e.getMessage()),
          e);
    }
  }

  /** Returns the port that the server listens on. */
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP server did not stop", e);
    } finally {
      requests.shutdownNow();
    }
  }
}
