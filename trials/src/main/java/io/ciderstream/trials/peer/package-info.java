/**
 * Compares the pipeline with the Python script that most teams write. Enter at {@link
 * io.ciderstream.trials.peer.PeerBench}. One thread.
 */
package io.ciderstream.trials.peer;
