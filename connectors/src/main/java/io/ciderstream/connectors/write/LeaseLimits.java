package io.ciderstream.connectors.write;

import java.time.Duration;

/**
 * How long a task may start writes.
 *
 * @param length after an answered heartbeat, at most the consumer's session timeout; zero for no
 *     limit
 * @param pollInterval the consumer's {@code max.poll.interval.ms}
 */
public record LeaseLimits(Duration length, Duration pollInterval) {}
