/**
 * Rows of any collection. {@link io.ciderstream.connectors.rows.RowPipelines} writes them; {@link
 * io.ciderstream.connectors.rows.RowMapper} derives the collection, the key and the fields of a row
 * from a record, and {@link io.ciderstream.connectors.rows.FieldMapping} holds the user's rules.
 * Runs on the thread of the writes.
 */
package io.ciderstream.connectors.rows;
