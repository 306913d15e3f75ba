package io.ciderstream.connectors.write;

import java.time.Duration;

/**
 * How long a task pauses while a dependency fails.
 *
 * @param first the first pause; each further one is twice as long
 * @param longest no pause is longer
 */
public record BackoffLimits(Duration first, Duration longest) {}
