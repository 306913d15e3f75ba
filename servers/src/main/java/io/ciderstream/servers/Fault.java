package io.ciderstream.servers;

import java.time.Duration;

/** The faults that a {@link FaultProxy} applies to the connections through it. */
public sealed interface Fault {
  /** No fault: bytes pass. */
  record None() implements Fault {}

  /** The port is closed and every open connection is reset, as when the server is dead. */
  record Refuse() implements Fault {}

  /**
   * Connections are accepted, but no byte passes, as when a network drops packets. What was sent
   * meanwhile arrives late, when the fault has ended.
   */
  record BlackHole() implements Fault {}

  /**
   * Responses arrive late.
   *
   * @param time the delay of each piece of a response
   */
  record Delay(Duration time) implements Fault {}
}
