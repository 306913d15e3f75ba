/**
 * Starts the console of a system: {@link io.ciderstream.cli.console.ConsoleRole}. Started and
 * closed by one thread; the console has its own threads.
 */
package io.ciderstream.cli.console;
