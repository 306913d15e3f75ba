package io.ciderstream.servers;

import java.time.Duration;

/** What a {@link FaultProxy} does to the connections through it. */
public sealed interface Fault {
  /** Nothing: bytes pass. */
  record None() implements Fault {}

  /** The port is closed and every open connection is reset, as when the server is dead. */
  record Refuse() implements Fault {}

  /**
   * Connections are taken, but no byte passes, as when a network drops packets. What was sent
   * meanwhile arrives late, when the fault has gone.
   */
  record BlackHole() implements Fault {}

  /**
   * Answers come late.
   *
   * @param time by how much each piece of an answer is held back
   */
  record Delay(Duration time) implements Fault {}
}
