package io.ciderstream.console.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One operation of the API.
 *
 * @param method GET, PUT, POST or DELETE
 * @param template such as {@code /v1/images/{id}}; a last segment {@code {id}} takes all the rest,
 *     slashes too
 * @param open whether no token is needed
 * @param parameters names of query parameters; one that ends with a dot matches all that begin so,
 *     an empty one for any
 * @param handler serves the requests
 */
public record Route(
    String method, String template, boolean open, Set<String> parameters, Handler handler) {
  /** For a route that ignores query parameters. */
  public static final Set<String> ANY_PARAMETER = Set.of("");

  private static final String REST = "{id}";

  /** Serves the requests of a route. */
  @FunctionalInterface
  public interface Handler {
    /** Responds to the exchange; an exception becomes a problem. */
    void handle(Exchange exchange) throws Exception;
  }

  /** Creates a route without query parameters. */
  public Route(String method, String template, boolean open, Handler handler) {
    this(method, template, open, Set.of(), handler);
  }

  /** Returns whether the route knows a query parameter of that name. */
  boolean takes(String name) {
    return parameters.contains(name)
        || parameters.stream()
            .anyMatch(known -> known.isEmpty() || known.endsWith(".") && name.startsWith(known));
  }

  /** Returns the values of the template's names; empty if the path does not match. */
  Optional<Map<String, String>> match(String rawPath) {
    List<String> segments = List.of(template.split("/", -1));
    boolean rest = segments.getLast().equals(REST);
    String[] given = rawPath.split("/", rest ? segments.size() : -1);
    if (given.length != segments.size()) {
      return Optional.empty();
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < given.length; i++) {
      String segment = segments.get(i);
      if (segment.startsWith("{")) {
        Optional<String> value = decode(given[i]);
        if (value.isEmpty()) {
          return Optional.empty();
        }
        values.put(segment.substring(1, segment.length() - 1), value.get());
      } else if (!segment.equals(given[i])) {
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }

  /** Decodes percent-encoded UTF-8; empty if it is invalid. */
  private static Optional<String> decode(String raw) {
    ByteBuffer bytes = ByteBuffer.allocate(raw.length() * 3);
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        int high = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 1), 16) : -1;
        int low = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 2), 16) : -1;
        if (high < 0 || low < 0) {
          return Optional.empty();
        }
        bytes.put((byte) (high << 4 | low));
        i += 2;
      } else {
        bytes.put(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
      }
    }
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
