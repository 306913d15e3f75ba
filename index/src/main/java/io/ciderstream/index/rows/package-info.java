/**
 * Rows of any collection. {@link io.ciderstream.index.rows.RowWriter} writes them, one thread at a
 * time: it reads the collection, or creates it as {@link io.ciderstream.index.rows.CollectionPlan}
 * says, and writes each {@link io.ciderstream.index.rows.RowChange} in the form of the collection.
 * {@link io.ciderstream.index.write.MilvusRowWriter} implements it. Values; any thread.
 */
package io.ciderstream.index.rows;
