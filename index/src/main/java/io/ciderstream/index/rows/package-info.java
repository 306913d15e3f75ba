/**
 * Rows of any collection. {@link io.ciderstream.index.rows.RowWriter} takes them, one thread at a
 * time: it looks at the collection (or makes it as {@link io.ciderstream.index.rows.CollectionPlan}
 * says), turns each {@link io.ciderstream.index.rows.RowChange} into what that collection holds,
 * and writes. The implementation for Milvus is in {@link io.ciderstream.index.milvus.rows}.
 */
package io.ciderstream.index.rows;
