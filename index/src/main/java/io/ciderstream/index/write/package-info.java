/**
 * The one way to write to Milvus: {@link io.ciderstream.index.write.BatchWriter} takes the last
 * change of each key and cuts batches, {@link io.ciderstream.index.write.BatchSender} sends them
 * and isolates rejected changes. {@link io.ciderstream.index.write.MilvusRowWriter} writes rows of
 * any collection with them. One thread at a time.
 */
package io.ciderstream.index.write;
