/**
 * Looks for what keeps a machine or a running system from working, each finding with its remedy:
 * {@link io.ciderstream.cli.doctor.MachineChecks} and {@link
 * io.ciderstream.cli.doctor.SystemChecks}. One thread, the command's; every check ends within some
 * seconds.
 */
package io.ciderstream.cli.doctor;
