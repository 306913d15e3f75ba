/**
 * Compares what the log says of an id with the id's row: {@link
 * io.ciderstream.integrity.compare.IdJudge}. One thread.
 */
package io.ciderstream.integrity.compare;
