package io.ciderstream.tests.system;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.ciderstream.servers.SelfSigned;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** Gives a server with TLS an address that also asks for credentials. */
final class AuthenticatingProxy implements AutoCloseable {
  private static final int UNAUTHORIZED = 401;
  private static final int BAD_GATEWAY = 502;

  private final URI behind;
  private final Set<String> accepted;
  private final HttpClient client;
  private final HttpsServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /**
   * Starts it.
   *
   * @param behind the server
   * @param identity of the server and of this proxy
   * @param accepted values of the header Authorization
   */
  AuthenticatingProxy(URI behind, SelfSigned identity, Set<String> accepted)
      throws IOException, GeneralSecurityException {
    this.behind = behind;
    this.accepted = accepted;
    SSLContext tls = identity.context();
    this.client = HttpClient.newBuilder().sslContext(tls).build();
    this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  String address() {
    return "https://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), behind.getPath());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String given = exchange.getRequestHeaders().getFirst("Authorization");
      if (given == null || !accepted.contains(given)) {
        exchange.sendResponseHeaders(UNAUTHORIZED, -1);
        return;
      }
      HttpRequest.Builder request =
          HttpRequest.newBuilder(behind.resolve(exchange.getRequestURI()))
              .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
      String type = exchange.getRequestHeaders().getFirst("Content-Type");
      if (type != null) {
        request.header("Content-Type", type);
      }
      HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
      response
          .headers()
          .firstValue("Content-Type")
          .ifPresent(value -> exchange.getResponseHeaders().add("Content-Type", value));
      exchange.sendResponseHeaders(
          response.statusCode(), response.body().length == 0 ? -1 : response.body().length);
      exchange.getResponseBody().write(response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      exchange.sendResponseHeaders(BAD_GATEWAY, -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    client.shutdownNow();
  }
}
