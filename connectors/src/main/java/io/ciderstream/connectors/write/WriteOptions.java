package io.ciderstream.connectors.write;

/**
 * When a task may write, and when it retries.
 *
 * @param backoff the pauses while a dependency fails
 * @param waits the waits for uncertain writes
 * @param lease the limits of the write lease
 */
public record WriteOptions(BackoffLimits backoff, WriteWaits waits, LeaseLimits lease) {}
