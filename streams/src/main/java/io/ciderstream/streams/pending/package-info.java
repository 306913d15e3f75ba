/**
 * Work on many records of a partition at once inside Kafka Streams without losing any in a crash.
 * Kafka Streams commits the offset of a record once {@code process} returned, although the work on
 * it still runs. Therefore {@link io.ciderstream.streams.pending.CrashSafeProcessor} keeps one
 * number in a changelogged store, the next offset without a result, and after a restart reads the
 * records from there up to the committed offset once more.
 *
 * <p>Each record's work runs on a virtual thread of its own; everything else here runs on the
 * stream thread of the task.
 */
package io.ciderstream.streams.pending;
