package io.ciderstream.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Asks a console, and holds each answer against the description of the API. */
final class Client {
  private final HttpClient http = HttpClient.newHttpClient();
  private final OpenApi description;
  private final Console console;

  Client(Console console) throws IOException {
    this.console = console;
    this.description = new OpenApi();
  }

  /** An answer. */
  record Answer(HttpResponse<byte[]> response) {
    int status() {
      return response.statusCode();
    }

    JsonNode json() throws IOException {
      return new ObjectMapper().readTree(response.body());
    }

    String code() throws IOException {
      return json().path("code").asText("");
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(console.address() + path.substring(1)));
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  Answer put(String path, byte[] body) throws IOException, InterruptedException {
    return send(request(path).PUT(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  HttpRequest.Builder put(String path, byte[] body, String type) {
    return request(path)
        .header("Content-Type", type)
        .PUT(HttpRequest.BodyPublishers.ofByteArray(body));
  }

  Answer delete(String path) throws IOException, InterruptedException {
    return send(request(path).DELETE());
  }

  Answer post(String path, byte[] body, String type) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  Answer send(HttpRequest.Builder builder) throws IOException, InterruptedException {
    HttpRequest request = builder.build();
    HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    String template =
        console.routes().stream()
            .filter(route -> route.method().equals(request.method()))
            .map(io.ciderstream.console.http.Route::template)
            .filter(some -> fits(some, request.uri().getRawPath()))
            .findFirst()
            .orElse("");
    if (template.startsWith("/v1/") || template.matches("/(health|ready|metrics)")) {
      description.check(
          request.method(),
          template,
          response.statusCode(),
          response.headers().firstValue("Content-Type").orElse(""),
          response.body());
    }
    return new Answer(response);
  }

  private static boolean fits(String template, String path) {
    return path.matches(template.replaceAll("\\{id}$", ".+").replaceAll("\\{\\w+}", "[^/]+"));
  }
}
