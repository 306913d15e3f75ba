package io.ciderstream.console.http;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** A token bucket per client. The least recently used buckets are dropped. Thread-safe. */
final class TokenBuckets {
  private static final int MAX_CLIENTS = 10_000;

  private record Bucket(double tokens, long atMs) {}

  private final int ratePerSecond;
  private final int burst;
  private final Clock clock;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > MAX_CLIENTS;
        }
      };

  TokenBuckets(int ratePerSecond, int burst, Clock clock) {
    this.ratePerSecond = ratePerSecond;
    this.burst = burst;
    this.clock = clock;
  }

  /** Takes a token and returns whether there was one. */
  synchronized boolean take(String client) {
    long now = clock.millis();
    Bucket old = buckets.getOrDefault(client, new Bucket(burst, now));
    double tokens =
        Math.min(burst, old.tokens() + Math.max(0, now - old.atMs()) * ratePerSecond / 1e3);
    boolean enough = tokens >= 1;
    buckets.put(client, new Bucket(enough ? tokens - 1 : tokens, now));
    return enough;
  }
}
