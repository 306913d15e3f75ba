package io.ciderstream.embedding.result;

/**
 * Time spent per stage, in microseconds.
 *
 * @param decode from bytes to the network's input
 * @param waiting for the batch to close and a session to be free
 * @param infer in the network
 */
public record StageTimes(long decode, long waiting, long infer) {}
