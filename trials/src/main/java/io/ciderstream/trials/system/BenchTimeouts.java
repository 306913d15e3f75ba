package io.ciderstream.trials.system;

import java.time.Duration;

/** How long benchmarks wait before they fail. */
public final class BenchTimeouts {
  /** For a role to be ready. */
  public static final Duration READY = Duration.ofSeconds(120);

  /** For the next record of a topic. */
  public static final Duration PROGRESS = Duration.ofSeconds(60);

  private BenchTimeouts() {}
}
