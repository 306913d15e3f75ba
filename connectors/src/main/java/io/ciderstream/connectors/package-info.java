/**
 * The Kafka Connect sink that keeps Milvus equal to topics. Enter at {@link
 * io.ciderstream.connectors.MilvusSinkConnector}. A task gives its records to a {@link
 * io.ciderstream.connectors.pipeline.SinkPipeline}: the one for descriptors of cider-stream (with
 * {@link io.ciderstream.connectors.AvroMapConverter} as {@code value.converter}), or the one for
 * rows of any collection. Connect gives each task a thread of its own, and all of a task's writes
 * happen on it, one after another: so a write never lands after a newer one.
 *
 * <p>No record stops another: what one record causes ends in {@link
 * io.ciderstream.connectors.pipeline.RecordFaults} or {@link
 * io.ciderstream.connectors.pipeline.IsolatingPipeline}, and the record is reported by {@link
 * io.ciderstream.connectors.pipeline.DeadLetterReports}. Only a dependency is waited for, and only
 * a wrong setting stops the task. No write starts without a {@link
 * io.ciderstream.connectors.write.WriteLease}.
 */
package io.ciderstream.connectors;
