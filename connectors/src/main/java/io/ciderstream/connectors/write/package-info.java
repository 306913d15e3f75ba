/**
 * When a task may write, and on which thread. {@link io.ciderstream.connectors.write.WriteAhead}
 * writes one delivery on a thread of its own while Connect fetches the next. {@link
 * io.ciderstream.connectors.write.WriteLease} ends with the ownership of the partitions; {@link
 * io.ciderstream.connectors.write.UncertainWrites} waits for earlier calls that Milvus may still
 * carry out. The lease is safe for use by several threads; everything else runs on the task's
 * thread.
 */
package io.ciderstream.connectors.write;
