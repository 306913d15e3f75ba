package io.ciderstream.connectors.write;

import java.time.Duration;

/**
 * How long a task waits for uncertain writes, counted from an answer of Milvus.
 *
 * @param takeover for writes of a partition's former owner
 * @param unanswered for writes of the task that were not answered
 */
public record WriteWaits(Duration takeover, Duration unanswered) {}
