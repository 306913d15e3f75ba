/**
 * What every kind of record has in common on its way to Milvus. {@link
 * io.ciderstream.connectors.pipeline.SinkPipeline} is the contract, {@link
 * io.ciderstream.connectors.pipeline.IsolatingPipeline} isolates records that fail unexpectedly,
 * and {@link io.ciderstream.connectors.pipeline.DeadLetterReporter} reports them to Connect. Runs
 * on the task's thread.
 */
package io.ciderstream.connectors.pipeline;
