package io.ciderstream.connectors.worker;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.connect.runtime.Herder;
import org.apache.kafka.connect.runtime.distributed.NotLeaderException;
import org.apache.kafka.connect.runtime.rest.errors.ConnectRestException;

/** Sends the settings of a connector to the leader of its workers. One thread. */
final class ConnectorUpdate {
  private static final int BAD_REQUEST = 400;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Herder herder;
  private final String connector;
  private final Map<String, String> config;
  private final Duration timeout;
  private String obstacle = "";

  /**
   * Creates a connector update.
   *
   * @param connector the connector's name
   * @param config settings of the connector
   * @param timeout of one request
   */
  ConnectorUpdate(Herder herder, String connector, Map<String, String> config, Duration timeout) {
    this.herder = herder;
    this.connector = connector;
    this.config = config;
    this.timeout = timeout;
  }

  /**
   * Sends the settings unless the workers have them already.
   *
   * @return false if the caller must try again, for instance while the worker joins its group
   * @throws CiderException SETTING_INVALID if the settings are rejected
   */
  boolean isTaken() {
    try {
      return isInForce() || done(ConnectWorker.put(herder, connector, config));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof NotLeaderException follower) {
        return sendTo(follower.forwardUrl());
      }
      if (e.getCause() instanceof ConnectRestException answer) {
        return isRefused(answer.statusCode(), answer.getMessage(), answer);
      }
      return isNotYet(e.getCause().toString());
    } catch (TimeoutException e) {
      return isNotYet("the worker is unreachable");
    }
  }

  /** Returns why the last try failed. */
  String obstacle() {
    return obstacle;
  }

  private boolean isInForce() throws TimeoutException {
    CompletableFuture<Map<String, String>> known = new CompletableFuture<>();
    herder.connectorConfig(connector, (error, found) -> known.complete(found));
    try {
      return config.equals(done(known));
    } catch (ExecutionException e) {
      throw new IllegalStateException(e); // it is never completed so
    }
  }

  private boolean sendTo(String leader) {
    URI uri = URI.create(leader).resolve("/connectors/%s/config".formatted(connector));
    try {
      HttpRequest request =
          HttpRequest.newBuilder(uri)
              .timeout(timeout)
              .header("Content-Type", "application/json")
              .PUT(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(config)))
              .build();
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() / 100 == 2 || isRefused(answer.statusCode(), answer.body(), null);
    } catch (IOException e) {
      return isNotYet("the leader is unreachable at %s: %s".formatted(uri, e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }

  private boolean isRefused(int status, String message, Throwable cause) {
    if (status == BAD_REQUEST) {
      throw new CiderException(
          ErrorCode.SETTING_INVALID, "Connector %s: %s".formatted(connector, message), cause);
    }
    return isNotYet(message);
  }

  private boolean isNotYet(String why) {
    obstacle = why;
    return false;
  }

  private <T> T done(CompletableFuture<T> future) throws ExecutionException, TimeoutException {
    try {
      return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }
}
