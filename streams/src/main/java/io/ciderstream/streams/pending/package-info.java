/**
 * Work on many records of a partition at once inside Kafka Streams without losing any in a crash.
 * Kafka Streams commits the offset of a record once {@code process} returned, although the work on
 * it still runs. Therefore {@link io.ciderstream.streams.pending.CrashSafeProcessor} keeps one
 * number in a changelogged store, the next offset without a result, and after a restart reads the
 * records from there up to the committed offset once more. {@link
 * io.ciderstream.streams.pending.InputPartitions} lets the clients commit no further than that
 * number either, so that the group's lag is what is not finished; what is safe does not depend on
 * it.
 *
 * <p>Rules for all changes to this package:
 *
 * <ul>
 *   <li>Nothing on the stream thread waits: not for room, nor for the broker. The thread has other
 *       partitions to serve.
 *   <li>What is bounded is bounded for the instance, by {@link
 *       io.ciderstream.streams.pending.PendingBudget}, not for each partition; and a partition that
 *       is stuck must never use what the others need.
 *   <li>Work that needs more memory than its record asks {@link
 *       io.ciderstream.streams.pending.PendingBytes}.
 * </ul>
 *
 * <p>Each record's work runs on its own virtual thread, reading again on a thread of {@link
 * io.ciderstream.streams.pending.KafkaInputLog}; everything else here runs on the stream thread of
 * the task.
 */
package io.ciderstream.streams.pending;
