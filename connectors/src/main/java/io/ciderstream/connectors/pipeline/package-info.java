/**
 * The path to Milvus that all kinds of records share. {@link
 * io.ciderstream.connectors.pipeline.SinkPipeline} is the contract, {@link
 * io.ciderstream.connectors.pipeline.IsolatingPipeline} isolates records that fail unexpectedly,
 * and {@link io.ciderstream.connectors.pipeline.DeadLetterReporter} reports them to Connect. Runs
 * on the task's thread.
 */
package io.ciderstream.connectors.pipeline;
