/**
 * The index as its users see it. {@link io.ciderstream.index.DescriptorWriter} writes the changes
 * of the log, one thread at a time; {@link io.ciderstream.index.DescriptorSearch} serves any number
 * of threads; {@link io.ciderstream.index.DescriptorScan} and {@link
 * io.ciderstream.index.StoredRows} read everything for checks and rebuilds. {@link
 * io.ciderstream.index.descriptor} and {@link io.ciderstream.index.search} implement them for
 * Milvus, and {@link io.ciderstream.index.write} writes to it.
 */
package io.ciderstream.index;
