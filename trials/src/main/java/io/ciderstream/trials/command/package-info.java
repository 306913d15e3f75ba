/**
 * The subcommands {@link io.ciderstream.trials.command.BenchCommand bench} and {@link
 * io.ciderstream.trials.command.SoakCommand soak} of {@code cider}, which the command line adds to
 * its own. The calling thread drives.
 */
package io.ciderstream.trials.command;
