/**
 * Measures whether the start and the memory of the roles depend on the number of pictures. Enter at
 * {@link io.ciderstream.trials.memory.MemoryBench}; one thread.
 */
package io.ciderstream.trials.memory;
