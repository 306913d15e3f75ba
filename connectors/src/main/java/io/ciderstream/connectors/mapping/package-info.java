/**
 * From records to rows. {@link io.ciderstream.connectors.mapping.RowMapper} says for a record which
 * collection it goes to, under which key, with which fields; {@link
 * io.ciderstream.connectors.mapping.FieldsMap} holds the user's rules. Not for use by several
 * threads, as schemas are cached.
 */
package io.ciderstream.connectors.mapping;
