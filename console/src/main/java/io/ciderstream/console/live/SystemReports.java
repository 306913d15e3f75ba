package io.ciderstream.console.live;

/** Checks the installation: its servers, roles, index and topics. */
@FunctionalInterface
public interface SystemReports {
  /** Returns the state now; that something is unreachable is a finding. It can take seconds. */
  SystemReport now();
}
