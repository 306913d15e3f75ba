package io.ciderstream.streams.runtime;

import java.time.Duration;

/**
 * How the instances of a role share its partitions.
 *
 * @param applicationId names the group of instances, and the changelog
 * @param protocol how instances share partitions
 * @param sessionTimeout after how long a silent instance's partitions go to others, 1 s or more;
 *     classic protocol only
 * @param replicationFactor of the changelog; -1 for the broker's default
 */
public record GroupOptions(
    String applicationId, GroupProtocol protocol, Duration sessionTimeout, int replicationFactor) {

  /** Rejects impossible values with SETTING_INVALID. */
  public GroupOptions {
    OptionChecks.require(
        applicationId.matches("[A-Za-z0-9._-]+"),
        "The application id is '%s', but may only have letters, digits, '.', '_' and '-'.",
        applicationId);
    OptionChecks.require(
        sessionTimeout.toMillis() >= 1000, "%s must be 1 s or more.", RoleSettings.SESSION_TIMEOUT);
    OptionChecks.require(
        replicationFactor >= 1 || replicationFactor == -1,
        "%s is %d, but must be 1 or more, or -1.",
        RoleSettings.REPLICATION_FACTOR,
        replicationFactor);
  }
}
