/**
 * Benchmarks, soak tests and fault tests. {@link io.ciderstream.trials.BenchmarkedSystem} is what
 * they need of the system that the command line composes; {@code trials.command} has the
 * subcommands that the command line adds to its own.
 */
package io.ciderstream.trials;
