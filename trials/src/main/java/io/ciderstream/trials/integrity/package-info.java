/**
 * Verifies an index of many made-up images in bounded memory: {@link
 * io.ciderstream.trials.integrity.IntegrityBench}. The records are in a real broker; the rows are
 * made as they are read. One thread.
 */
package io.ciderstream.trials.integrity;
