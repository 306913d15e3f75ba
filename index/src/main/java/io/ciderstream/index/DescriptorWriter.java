package io.ciderstream.index;

/**
 * Writes descriptors. One thread at a time. Creates the model's collection, its vector index and
 * the alias if they are missing. A change is rejected with VECTOR_INVALID or METADATA_INVALID if
 * its row is invalid, ROW_REFUSED if Milvus rejects it, UNEXPECTED if it cannot be encoded. A write
 * fails with INDEX_UNAVAILABLE if Milvus cannot be reached in time, and COLLECTION_MISMATCH if an
 * existing collection has other fields.
 */
public interface DescriptorWriter extends ChangeWriter<Change> {}
