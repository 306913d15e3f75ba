package io.ciderstream.streams.transactions;

import org.apache.kafka.common.TopicPartition;

/**
 * A transaction whose end a partition waits for.
 *
 * @param partition that waits
 * @param producerId of the producer that wrote to it
 * @param producerEpoch of that producer
 * @param coordinatorEpoch of the latest marker in the partition; 0 if there is none
 * @param startOffset from where readers of committed records see nothing
 */
record OpenTransaction(
    TopicPartition partition,
    long producerId,
    short producerEpoch,
    int coordinatorEpoch,
    long startOffset) {}
