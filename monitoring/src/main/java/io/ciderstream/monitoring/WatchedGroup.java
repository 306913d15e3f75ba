package io.ciderstream.monitoring;

/**
 * A consumer group whose lag is polled.
 *
 * @param role its role's name
 * @param group the group
 * @param topic that it reads
 */
record WatchedGroup(String role, String group, String topic) {}
