/**
 * Checks whether this machine can build cider-stream and run its servers: enter at {@link
 * io.ciderstream.servers.machine.MachineChecks}. Each {@link
 * io.ciderstream.servers.machine.Finding} names its remedy. The calling thread; every check ends
 * within seconds.
 */
package io.ciderstream.servers.machine;
