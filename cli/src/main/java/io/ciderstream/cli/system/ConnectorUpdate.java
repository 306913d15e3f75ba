package io.ciderstream.cli.system;

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

/** Brings a connector's settings to the leader of its workers, whichever that is. One thread. */
final class ConnectorUpdate {
  private static final int BAD_REQUEST = 400;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Herder herder;
  private final String connector;
  private final Map<String, String> config;
  private final Duration patience;
  private String obstacle = "";

  /**
   * @param connector the connector's name
   * @param config settings of the connector
   * @param patience for one answer
   */
  ConnectorUpdate(Herder herder, String connector, Map<String, String> config, Duration patience) {
    this.herder = herder;
    this.connector = connector;
    this.config = config;
    this.patience = patience;
  }

  /**
   * Sends the settings unless the workers have them already.
   *
   * @return false if that must be tried again, for instance while the worker joins its group
   * @throws CiderException SETTING_INVALID if the settings are refused
   */
  boolean isTaken() {
    try {
      return isInForce() || done(ConnectRole.put(herder, connector, config));
    } catch (ExecutionException e) {
      return switch (e.getCause()) {
        case NotLeaderException follower -> sendTo(follower.forwardUrl());
        case ConnectRestException answer ->
            isRefused(answer.statusCode(), answer.getMessage(), answer);
        default -> isNotYet(e.getCause().toString());
      };
    } catch (TimeoutException e) {
      return isNotYet("the worker does not answer");
    }
  }

  /** Why the last try was in vain. */
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
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(uri)
              .timeout(patience)
              .header("Content-Type", "application/json")
              .PUT(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(config)))
              .build();
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() / 100 == 2 || isRefused(answer.statusCode(), answer.body(), null);
    } catch (IOException e) {
      return isNotYet("the leader is not reached at %s: %s".formatted(uri, e));
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
      return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }
}
