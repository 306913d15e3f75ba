package io.ciderstream.console.http;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.settings.SettingRemedies;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the route of a request, checks that the client has access, and turns failures into
 * problems.
 */
public final class Router {
  private static final Logger LOG = LoggerFactory.getLogger(Router.class);

  /** Receives the outcome of each request. */
  @FunctionalInterface
  public interface Meter {
    /** Receives a request with the template or "none", the status, and the duration. */
    void answered(String method, String template, int status, long nanos);
  }

  private final List<Route> routes;
  private final AccessControl accessControl;
  private final Duration bodyTimeout;
  private final SettingRemedies remedies;
  private final Meter meter;

  /**
   * Creates a router that tries the routes in this order.
   *
   * @param bodyTimeout how long a body can take to arrive
   * @param remedies names in problems the settings that can prevent them
   */
  public Router(
      List<Route> routes,
      AccessControl accessControl,
      Duration bodyTimeout,
      SettingRemedies remedies,
      Meter meter) {
    this.routes = List.copyOf(routes);
    this.accessControl = accessControl;
    this.bodyTimeout = bodyTimeout;
    this.remedies = remedies;
    this.meter = meter;
  }

  /** Returns all routes. */
  public List<Route> routes() {
    return routes;
  }

  void handle(Request request, Response response) throws IOException {
    long start = System.nanoTime();
    String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
    String path = request.getHttpURI().getPath();
    SecurityHeaders.add(response);
    Optional<Found> found = find(method, path);
    String template = found.map(f -> f.route().template()).orElse("none");
    Map<String, String> values = found.map(Found::values).orElse(Map.of());
    Exchange exchange = new Exchange(request, response, values, bodyTimeout);
    try {
      accessControl.admit(exchange);
      Route route = found.map(Found::route).orElseThrow(() -> unknown(method, path));
      accessControl.check(exchange, route);
      exchange.readQuery(route);
      route.handler().handle(exchange);
    } catch (Problem e) {
      fail(response, exchange, e);
    } catch (CiderException e) {
      fail(response, exchange, Problem.of(e.code(), remedies.message(e)));
    } catch (IOException e) {
      throw e; // the client is gone
    } catch (Exception e) {
      LOG.error("{} {} failed", method, template, e);
      fail(
          response,
          exchange,
          Problem.of(HttpStatus.INTERNAL_SERVER_ERROR_500, "The console's log has the details."));
    } finally {
      meter.answered(method, template, response.getStatus(), System.nanoTime() - start);
    }
  }

  private record Found(Route route, Map<String, String> values) {}

  private Optional<Found> find(String method, String path) {
    return routes.stream()
        .filter(route -> route.method().equals(method))
        .flatMap(route -> route.match(path).map(values -> new Found(route, values)).stream())
        .findFirst();
  }

  private Problem unknown(String method, String path) {
    TreeSet<String> others = new TreeSet<>();
    routes.stream()
        .filter(route -> route.match(path).isPresent())
        .forEach(route -> others.add(route.method()));
    return others.isEmpty()
        ? Problem.of(HttpStatus.NOT_FOUND_404, "There is nothing at this path.")
        : Problem.of(
                HttpStatus.METHOD_NOT_ALLOWED_405, "%s is not supported here.".formatted(method))
            .with("allowed", others);
  }

  private static void fail(Response response, Exchange answer, Problem problem) throws IOException {
    if (response.isCommitted()) {
      throw new IOException("failed while sending the response", problem);
    }
    answer.set("Cache-Control", "no-store");
    switch (problem.status()) {
      case HttpStatus.UNAUTHORIZED_401 -> answer.set("WWW-Authenticate", "Bearer");
      case HttpStatus.TOO_MANY_REQUESTS_429, HttpStatus.SERVICE_UNAVAILABLE_503 ->
          answer.set("Retry-After", "1");
      case HttpStatus.METHOD_NOT_ALLOWED_405 ->
          answer.set(
              "Allow",
              String.join(
                  ", ",
                  ((TreeSet<?>) problem.members().get("allowed"))
                      .stream().map(String::valueOf).toList()));
      default -> {}
    }
    answer.bytes(problem.status(), Problem.MEDIA_TYPE, ApiJson.write(problem.members()));
  }
}
