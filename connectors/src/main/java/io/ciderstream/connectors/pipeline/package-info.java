/**
 * The path to Milvus that all kinds of records share. {@link
 * io.ciderstream.connectors.pipeline.SinkPipeline} is the contract, {@link
 * io.ciderstream.connectors.pipeline.IsolatingPipeline} isolates records that fail unexpectedly,
 * and {@link io.ciderstream.connectors.pipeline.DeadLetterReporter} reports them to Connect on the
 * task's thread. Everything else runs on the thread of the writes, while the task does not touch
 * it.
 */
package io.ciderstream.connectors.pipeline;
