package io.ciderstream.streams.fetch;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Remembers which hosts answer, and since when others do not. Any thread. */
final class HostHistory {
  private static final int MAX_REMEMBERED = 1000;

  private static final class Host {
    URI lastAnswered;
    boolean down;
    long downSince;
    long answeredAt;
  }

  private final LongSupplier nanoTime;
  private final Map<HostOrigin, Host> hosts =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<HostOrigin, Host> eldest) {
          return size() > MAX_REMEMBERED;
        }
      };

  HostHistory(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Notes that the host answered for this uri, with a picture or that there is none. */
  synchronized void answered(HostOrigin origin, URI uri) {
    Host host = hosts.computeIfAbsent(origin, o -> new Host());
    host.lastAnswered = uri;
    host.answeredAt = nanoTime.getAsLong();
    host.down = false;
  }

  /** Notes that a fetch from the host failed in a way that may pass. */
  synchronized void failed(HostOrigin origin) {
    Host host = hosts.computeIfAbsent(origin, o -> new Host());
    if (!host.down) {
      host.down = true;
      host.downSince = nanoTime.getAsLong();
    }
  }

  /** Returns the last uri that the host answered for. */
  synchronized Optional<URI> lastAnswered(HostOrigin origin) {
    return Optional.ofNullable(hosts.get(origin)).map(host -> host.lastAnswered);
  }

  /** Returns whether every fetch from the host failed for at least so long. */
  synchronized boolean isDownFor(HostOrigin origin, Duration time) {
    Host host = hosts.get(origin);
    return host != null && host.down && nanoTime.getAsLong() - host.downSince >= time.toNanos();
  }

  /** Returns whether another host has answered since this one began to fail. */
  synchronized boolean anotherAnswered(HostOrigin origin) {
    Host host = hosts.get(origin);
    return host != null
        && hosts.values().stream()
            .anyMatch(
                other ->
                    other != host
                        && other.lastAnswered != null
                        && other.answeredAt - host.downSince > 0);
  }
}
