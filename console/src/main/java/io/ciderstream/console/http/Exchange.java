package io.ciderstream.console.http;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import io.ciderstream.schemas.Texts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Fields;

/** One request and its answer. One thread. */
public final class Exchange {
  private static final int SHOWN = 64;
  private static final int MOST_BYTES_PASSED_OVER = 1 << 20;
  private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?!\\p{XDigit}{2})");

  private final Request request;
  private final Response response;
  private final Map<String, String> path;
  private final RequestBody body;
  private Fields query = Fields.EMPTY;

  Exchange(Request request, Response response, Map<String, String> path, Duration bodyTimeout) {
    this.request = request;
    this.response = response;
    this.path = path;
    this.body = new RequestBody(request, bodyTimeout);
  }

  /**
   * Reads the query string; before this there are no parameters.
   *
   * @throws CiderException QUERY_INVALID if it is no percent-encoded UTF-8
   */
  void readQuery() {
    String raw = request.getHttpURI().getQuery();
    if (raw != null && BROKEN_ESCAPE.matcher(raw).find()) {
      throw new CiderException(
          ErrorCode.QUERY_INVALID,
          "The query string '%s' has a %% without two hex digits; write %%25 for a percent sign."
              .formatted(raw));
    }
    try {
      query = Request.extractQueryParameters(request, StandardCharsets.UTF_8);
    } catch (RuntimeException e) {
      throw new CiderException(
          ErrorCode.QUERY_INVALID,
          "The query string '%s' is not UTF-8; encode it so.".formatted(raw),
          e);
    }
  }

  /**
   * Requires that every query parameter has a meaning: one that is misspelt would be ignored in
   * silence.
   *
   * @throws CiderException QUERY_INVALID
   */
  void requireKnown(Route route) {
    for (Fields.Field field : query) {
      if (!route.takes(field.getName())) {
        throw new CiderException(
            ErrorCode.QUERY_INVALID,
            "There is no query parameter '%s' here; %s."
                .formatted(
                    Texts.shortened(field.getName(), SHOWN),
                    route.parameters().isEmpty()
                        ? "there is none at all"
                        : "there is " + String.join(", ", new TreeSet<>(route.parameters()))));
      }
    }
  }

  /** The value of a name in the route's template. */
  public String path(String name) {
    return path.get(name);
  }

  /** A query parameter, if it is there and not blank. */
  public Optional<String> query(String name) {
    return Optional.ofNullable(query.getValue(name)).filter(value -> !value.isBlank());
  }

  /**
   * A whole number of the query.
   *
   * @throws CiderException QUERY_INVALID if it is none between the bounds
   */
  public Optional<Integer> number(String name, int least, int most) {
    return query(name)
        .map(
            text -> {
              try {
                int value = Integer.parseInt(text);
                if (value >= least && value <= most) {
                  return value;
                }
              } catch (NumberFormatException e) {
                // said below
              }
              throw new CiderException(
                  ErrorCode.QUERY_INVALID,
                  "%s=%s is no number from %d to %d.".formatted(name, text, least, most));
            });
  }

  /** The query parameters whose names begin so, without that beginning. */
  public Map<String, String> queries(String prefix) {
    Map<String, String> found = new TreeMap<>();
    for (Fields.Field field : query) {
      if (field.getName().startsWith(prefix)) {
        found.put(field.getName().substring(prefix.length()), field.getValue());
      }
    }
    return found;
  }

  /** A header. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeaders().get(name));
  }

  /** Bytes that the body announces; -1 if it does not say. */
  public long length() {
    return request.getLength();
  }

  /** True if the client wants no body. */
  public boolean isHead() {
    return "HEAD".equals(request.getMethod());
  }

  /**
   * The whole body.
   *
   * @throws CiderException VALUE_TOO_LARGE if it has more bytes
   * @throws Problem 408 if it does not come in time
   */
  public byte[] body(int most) throws IOException {
    return body.read(most);
  }

  /**
   * Jetty ends the connection after a request whose body was not read, without a word if the answer
   * is out, and a client that sends its next request then fails. So a small body is read to its
   * end, and after a large one the answer says that the connection ends.
   */
  private void begin(int status) throws IOException {
    boolean sending = !request.getHeaders().contains(HttpHeader.EXPECT);
    if (sending && request.getLength() <= MOST_BYTES_PASSED_OVER) {
      body.passOver(MOST_BYTES_PASSED_OVER);
    }
    if (body.isLate() || !request.consumeAvailable()) {
      set(HttpHeader.CONNECTION.asString(), "close");
    }
    response.setStatus(status);
  }

  /** Sets a header of the answer. */
  public Exchange set(String name, String value) {
    response.getHeaders().put(name, value);
    return this;
  }

  /** Answers with JSON. */
  public void json(int status, Object value) throws IOException {
    bytes(status, "application/json", Json.write(value));
  }

  /** Answers with bytes; to HEAD without them. */
  public void bytes(int status, String type, byte[] body) throws IOException {
    begin(status);
    set(HttpHeader.CONTENT_TYPE.asString(), type);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    try (OutputStream out = Content.Sink.asOutputStream(response)) {
      if (!isHead()) {
        out.write(body);
      }
    }
  }

  /** Answers without a body. */
  public void empty(int status) throws IOException {
    begin(status);
    Content.Sink.asOutputStream(response).close();
  }

  /**
   * Answers 304 if the client has this version already.
   *
   * @param tag names the version
   * @return true if that was the answer
   */
  public boolean isKnown(String tag) throws IOException {
    String quoted = '"' + tag + '"';
    set(HttpHeader.ETAG.asString(), quoted);
    if (header(HttpHeader.IF_NONE_MATCH.asString()).filter(quoted::equals).isPresent()) {
      empty(304);
      return true;
    }
    return false;
  }

  /** Answers with a stream that the caller closes. */
  public OutputStream stream(String type) throws IOException {
    begin(HttpStatus.OK_200);
    set(HttpHeader.CONTENT_TYPE.asString(), type);
    return Content.Sink.asOutputStream(response);
  }

  /** The client's address. */
  public String address() {
    return Request.getRemoteAddr(request);
  }

  /** The method. */
  String method() {
    return request.getMethod();
  }

  /** The client's cookie of that name. */
  Optional<String> cookie(String name) {
    return Request.getCookies(request).stream()
        .filter(cookie -> cookie.getName().equals(name))
        .map(org.eclipse.jetty.http.HttpCookie::getValue)
        .findFirst();
  }
}
