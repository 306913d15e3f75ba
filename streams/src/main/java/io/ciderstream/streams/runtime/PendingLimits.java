package io.ciderstream.streams.runtime;

/**
 * How much an instance works on at a time.
 *
 * @param records most records in work, 1 or more; each partition may have one
 * @param bytes most bytes of records in work, 1 or more; one record of each partition may exceed it
 */
public record PendingLimits(int records, long bytes) {

  /** Rejects impossible values with SETTING_INVALID. */
  public PendingLimits {
    OptionChecks.require(
        records >= 1, "%s is %d, but must be 1 or more.", RoleSettings.PENDING_RECORDS, records);
    OptionChecks.require(
        bytes >= 1, "%s is %d, but must be 1 or more.", RoleSettings.PENDING_BYTES, bytes);
  }
}
