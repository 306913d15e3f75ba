/**
 * Measures how fresh the index is: {@link io.ciderstream.streams.canary.Canary} produces a small
 * picture under a reserved id every few seconds, and times each stage until a search finds it. All
 * times are differences of this process's monotonic clock, or durations that the embedder measured
 * with its own; no wall clock is compared. One thread, which only waits most of the time.
 */
package io.ciderstream.streams.canary;
