/**
 * When a task may write. {@link io.ciderstream.connectors.write.WriteLease} ends with the ownership
 * of the partitions; {@link io.ciderstream.connectors.write.UncertainWrites} waits for earlier
 * calls that Milvus may still carry out. The lease is safe for use by several threads; everything
 * else runs on the task's thread.
 */
package io.ciderstream.connectors.write;
