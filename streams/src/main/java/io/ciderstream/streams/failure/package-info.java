/**
 * Distinguishes a record's own failure from that of a dependency. <b>All work on each record is
 * covered</b>: {@link io.ciderstream.streams.failure.FailureJudge} is asked about every exception
 * and error that the work on a record ends in, and after a bounded number of tries checks a {@link
 * io.ciderstream.streams.failure.Control} whether the same thing works apart from this record. All
 * classes may be used by any thread.
 */
package io.ciderstream.streams.failure;
