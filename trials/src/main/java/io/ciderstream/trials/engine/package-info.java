/**
 * Measures the embedder role with a model of no cost, which leaves Kafka Streams, transactions and
 * Avro. Enter at {@link io.ciderstream.trials.engine.EngineBench}. One thread.
 */
package io.ciderstream.trials.engine;
