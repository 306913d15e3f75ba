package io.ciderstream.streams.fetch;

import java.io.IOException;
import java.net.URI;

/** A fetch failed in a way that may pass: the cause of URI_UNAVAILABLE. */
final class HostFailure extends IOException {
  private final transient HostOrigin origin;
  private final transient URI uri;

  HostFailure(HostOrigin origin, URI uri, Throwable cause) {
    super(cause);
    this.origin = origin;
    this.uri = uri;
  }

  HostOrigin origin() {
    return origin;
  }

  URI uri() {
    return uri;
  }
}
