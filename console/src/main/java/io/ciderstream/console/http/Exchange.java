package io.ciderstream.console.http;

import io.ciderstream.schemas.CiderException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/** One request and its response. Used by one thread. */
public final class Exchange {
  private static final int MAX_BYTES_SKIPPED = 1 << 20;

  private final Request request;
  private final Response response;
  private final Map<String, String> path;
  private final RequestBody body;
  private QueryParameters parameters = QueryParameters.NONE;

  Exchange(Request request, Response response, Map<String, String> path, Duration bodyTimeout) {
    this.request = request;
    this.response = response;
    this.path = path;
    this.body = new RequestBody(request, bodyTimeout);
  }

  /**
   * Reads the query string; before this there are no parameters.
   *
   * @throws CiderException QUERY_INVALID if it is invalid or has a parameter unknown to the route
   */
  void readQuery(Route route) {
    parameters = QueryParameters.of(request);
    parameters.requireKnown(route);
  }

  /** Returns the value of a name in the route's template. */
  public String path(String name) {
    return path.get(name);
  }

  /** Returns the parameters of the query string. */
  public QueryParameters parameters() {
    return parameters;
  }

  /** Returns a header. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeaders().get(name));
  }

  /** Returns the announced length of the body in bytes; -1 if unknown. */
  public long length() {
    return request.getLength();
  }

  /** Returns whether the client requested the headers only. */
  public boolean isHead() {
    return "HEAD".equals(request.getMethod());
  }

  /**
   * Reads the whole body.
   *
   * @throws CiderException VALUE_TOO_LARGE if it has more bytes
   * @throws Problem 408 if it does not come in time
   */
  public byte[] body(int most) throws IOException {
    return body.read(most);
  }

  /**
   * Starts the response. Jetty closes the connection after a request whose body was not read, and a
   * client that reuses it then fails. So a small body is read to its end, and after a large one the
   * response says that the connection is closed.
   */
  private void begin(int status) throws IOException {
    boolean sending = !request.getHeaders().contains(HttpHeader.EXPECT);
    if (sending && request.getLength() <= MAX_BYTES_SKIPPED) {
      body.skip(MAX_BYTES_SKIPPED);
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
    bytes(status, "application/json", ApiJson.write(value));
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

  /** Returns the client's address. */
  public String address() {
    return Request.getRemoteAddr(request);
  }

  /** Returns the method. */
  String method() {
    return request.getMethod();
  }

  /** Returns the client's cookie of that name. */
  Optional<String> cookie(String name) {
    return Request.getCookies(request).stream()
        .filter(cookie -> cookie.getName().equals(name))
        .map(org.eclipse.jetty.http.HttpCookie::getValue)
        .findFirst();
  }
}
