/**
 * Descriptors of cider-stream. {@link io.ciderstream.connectors.descriptors.DescriptorPipelines}
 * writes them, {@link io.ciderstream.connectors.descriptors.DescriptorMap} reads them from records.
 * Runs on the task's thread.
 */
package io.ciderstream.connectors.descriptors;
