/**
 * Descriptors of cider-stream. {@link io.ciderstream.connectors.descriptors.DescriptorPipelines}
 * writes them, {@link io.ciderstream.connectors.descriptors.DescriptorMap} reads them from records.
 * Runs on the thread of the writes.
 */
package io.ciderstream.connectors.descriptors;
