package io.ciderstream.console.http;

import java.util.Map;
import org.eclipse.jetty.server.Response;

/** The headers of every response that restrict what the browser does. */
final class SecurityHeaders {
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:;"
              + " connect-src 'self'; manifest-src 'self'; form-action 'none'; base-uri 'none';"
              + " frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Permissions-Policy",
          "camera=(), microphone=(), geolocation=()");

  private SecurityHeaders() {}

  static void add(Response response) {
    HEADERS.forEach((name, value) -> response.getHeaders().put(name, value));
  }
}
