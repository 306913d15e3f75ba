/**
 * Systems that benchmarks measure from outside: {@link io.ciderstream.trials.system.BenchServers
 * servers of their own} and {@link io.ciderstream.trials.system.CiderProcess roles in processes of
 * their own}, started as the command line starts them. One thread.
 */
package io.ciderstream.trials.system;
