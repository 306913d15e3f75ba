/**
 * Rows of any collection in Milvus. Enter at {@link
 * io.ciderstream.index.milvus.rows.MilvusRowWriter}, one thread at a time. A collection is read
 * into a layout, rows are encoded for that layout, and what only newer servers have is asked of the
 * server's version before it is used.
 */
package io.ciderstream.index.milvus.rows;
