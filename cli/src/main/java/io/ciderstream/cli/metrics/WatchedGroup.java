package io.ciderstream.cli.metrics;

/**
 * A consumer group whose lag is looked at.
 *
 * @param role its role's name
 * @param group the group
 * @param topic what it reads
 */
record WatchedGroup(String role, String group, String topic) {}
