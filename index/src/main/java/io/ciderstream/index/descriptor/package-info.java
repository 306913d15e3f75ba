/**
 * Descriptors as rows: the fixed plan of their collections, their codec, the alias, and {@link
 * io.ciderstream.index.descriptor.MilvusDescriptorWriter}, which writes them. One thread at a time,
 * except {@link io.ciderstream.index.descriptor.MilvusIndexAdmin} and what it uses, which any
 * thread may call.
 */
package io.ciderstream.index.descriptor;
