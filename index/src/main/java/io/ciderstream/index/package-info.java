/**
 * How descriptors lie in the index. {@link io.ciderstream.index.DescriptorWriter} takes the changes
 * of the log, one thread at a time; {@link io.ciderstream.index.DescriptorSearch} answers any
 * number of threads; {@link io.ciderstream.index.DescriptorScan} reads everything for checks and
 * rebuilds. The implementation for Milvus is in {@link io.ciderstream.index.milvus}, the one for
 * tests is {@link io.ciderstream.index.InMemoryIndex}.
 */
package io.ciderstream.index;
