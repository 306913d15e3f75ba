/**
 * The Kafka Connect sink that keeps Milvus equal to topics. Start at {@link
 * io.ciderstream.connectors.MilvusSinkConnector}. A task gives its records to a {@link
 * io.ciderstream.connectors.pipeline.SinkPipeline}: the one for descriptors of cider-stream (with
 * {@link io.ciderstream.connectors.AvroMapConverter} as {@code value.converter}), or the one for
 * rows of any collection. Each task has a thread in Connect, and all of a task's writes happen on
 * it, one after another, so a write never overtakes a newer one.
 *
 * <p>A bad record does not stop the others: its failure ends in {@link
 * io.ciderstream.index.RecordFaults} or {@link
 * io.ciderstream.connectors.pipeline.IsolatingPipeline}, and it is reported by {@link
 * io.ciderstream.connectors.pipeline.DeadLetterReporter}. The task waits only for dependencies, and
 * only an invalid setting stops it. No write starts without a {@link
 * io.ciderstream.connectors.write.WriteLease}.
 */
package io.ciderstream.connectors;
