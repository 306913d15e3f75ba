package io.ciderstream.streams.fetch;

import io.ciderstream.schemas.CiderException;
import io.ciderstream.schemas.ErrorCode;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import okhttp3.Dns;

/**
 * Fetches by http and https. Follows up to five redirects, each only to an allowed host, and
 * connects a name only to the addresses that {@link AllowedAddresses} returns for it. As many
 * fetches run at a time as {@link FetchPermits} allows; the others wait, without their time
 * running.
 */
public final class HttpPictureFetcher implements PictureFetcher {
  private static final int MAX_REDIRECTS = 5;
  private static final int REDIRECTION = 300;
  private static final int CLIENT_ERROR = 400;
  private static final int SERVER_ERROR = 500;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int REQUEST_TIMEOUT = 408;

  private final FetchOptions options;
  private final FetchPermits permits;
  private final HostHistory hosts = new HostHistory(System::nanoTime);
  private final NetworkProbe network;
  private final HttpGet http;

  /** Fetches as the options allow. */
  public HttpPictureFetcher(FetchOptions options) {
    this(options, Dns.SYSTEM);
  }

  HttpPictureFetcher(FetchOptions options, Dns resolver) {
    this.options = options;
    this.permits = new FetchPermits(options.bounds());
    AllowedAddresses addresses = new AllowedAddresses(resolver, options);
    this.network = new NetworkProbe(addresses, options.times().connect());
    this.http =
        new HttpGet(
            HttpClients.create(options.times(), addresses), options.bounds().pictureBytes());
  }

  @Override
  public FetchedPicture fetch(String text, Duration timeout) throws InterruptedException {
    Timer timer = new Timer(timeout, options.times().total());
    URI uri = parse(text);
    for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
      Answer answer = request(uri, timer);
      switch (answer) {
        case Answer.Content(FetchedPicture fetched) -> {
          return fetched;
        }
        case Answer.Elsewhere(URI next) -> uri = next;
      }
    }
    throw new CiderException(
        ErrorCode.URI_NOT_FOUND,
        "%s redirects more than %d times.".formatted(HostOrigin.shown(text), MAX_REDIRECTS));
  }

  private sealed interface Answer {
    record Content(FetchedPicture fetched) implements Answer {}

    record Elsewhere(URI next) implements Answer {}
  }

  /**
   * What is left of the time for one picture: only while it is fetched, unless there is a deadline.
   */
  private static final class Timer {
    private final long deadline;
    private long fetchingNanos;

    Timer(Duration timeout, Duration total) {
      deadline = System.nanoTime() + Math.min(timeout.toNanos(), WITHOUT_END.toNanos());
      fetchingNanos = total.toNanos();
    }

    Duration untilDeadline() {
      return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    Duration left() {
      return Duration.ofNanos(Math.max(0, Math.min(fetchingNanos, deadline - System.nanoTime())));
    }

    void fetchedSince(long start) {
      fetchingNanos -= System.nanoTime() - start;
    }
  }

  private Answer request(URI uri, Timer timer) throws InterruptedException {
    HostOrigin origin = HostOrigin.of(uri, options.allowedHosts());
    FetchPermits.Permit permit = permit(uri, origin, timer);
    boolean kept = false;
    try {
      HttpGet.Answer response = get(uri, origin, permit, timer);
      int status = response.status();
      if (mayPass(status)) {
        throw unavailable(origin, uri, new IOException("answered with status " + status));
      }
      hosts.answered(origin, uri);
      if (status >= CLIENT_ERROR) {
        throw new CiderException(
            ErrorCode.URI_NOT_FOUND,
            "%s answered with status %d.".formatted(HostOrigin.shown(uri), status));
      }
      if (status >= REDIRECTION) {
        return new Answer.Elsewhere(target(uri, response));
      }
      permit.shrinkTo(response.body().length);
      permit.fetched();
      kept = true;
      return new Answer.Content(new FetchedPicture(response.body(), permit::close));
    } finally {
      if (!kept) {
        permit.close();
      }
    }
  }

  private static boolean mayPass(int status) {
    return status >= SERVER_ERROR || status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT;
  }

  private static URI target(URI uri, HttpGet.Answer response) {
    Optional<String> location = response.location();
    if (location.isEmpty()) {
      throw new CiderException(
          ErrorCode.URI_NOT_FOUND,
          "%s answered with status %d, but without a Location header."
              .formatted(HostOrigin.shown(uri), response.status()));
    }
    return uri.resolve(parse(location.get()));
  }

  private static URI parse(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      // not as the cause: its message quotes the whole text, credentials included
      throw new CiderException(
          ErrorCode.URI_REFUSED,
          "'%s' is not a uri (%s).".formatted(HostOrigin.shown(text), e.getReason()));
    }
  }

  private FetchPermits.Permit permit(URI uri, HostOrigin origin, Timer timer)
      throws InterruptedException {
    try {
      return permits.acquire(origin, timer.untilDeadline());
    } catch (TimeoutException e) {
      throw new CiderException(
          ErrorCode.URI_UNAVAILABLE,
          "%s was not fetched: other fetches used all of the time."
              .formatted(HostOrigin.shown(uri)),
          e);
    }
  }

  private HttpGet.Answer get(URI uri, HostOrigin origin, FetchPermits.Permit permit, Timer timer)
      throws InterruptedException {
    long start = System.nanoTime();
    try {
      return http.get(origin.url(uri), timer.left(), permit::shrinkTo);
    } catch (IOException e) {
      throw unavailable(origin, uri, e);
    } finally {
      timer.fetchedSince(start);
    }
  }

  private CiderException unavailable(HostOrigin origin, URI uri, IOException cause) {
    hosts.failed(origin);
    return new CiderException(
        ErrorCode.URI_UNAVAILABLE,
        "%s failed (%s).".formatted(HostOrigin.shown(uri), cause),
        new HostFailure(origin, uri, cause));
  }

  @Override
  public boolean isPicturesOwn(CiderException failure) throws InterruptedException {
    if (!(failure.getCause() instanceof HostFailure failed)) {
      return false;
    }
    HostOrigin origin = failed.origin();
    Optional<URI> other = hosts.lastAnswered(origin).filter(uri -> !uri.equals(failed.uri()));
    if (other.isPresent() && answers(other.get())) {
      return true;
    }
    Duration retry = options.retry();
    return !retry.isZero()
        && hosts.isDownFor(origin, retry)
        && (hosts.anotherAnswered(origin) || network.answers(origin));
  }

  private boolean answers(URI uri) throws InterruptedException {
    try {
      Duration most = options.times().total();
      if (request(uri, new Timer(most, most)) instanceof Answer.Content content) {
        content.fetched().close();
      }
      return true;
    } catch (CiderException e) {
      return e.code() != ErrorCode.URI_UNAVAILABLE;
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
