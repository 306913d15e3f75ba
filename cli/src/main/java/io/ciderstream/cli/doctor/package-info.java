/**
 * Checks a running system: {@link io.ciderstream.cli.doctor.SystemChecks}. Each finding names its
 * remedy. One thread, the command's; every check ends within seconds.
 */
package io.ciderstream.cli.doctor;
